'use strict';
// req_info of a refund notification: AES-256-ECB with PKCS7, base64.
// The key is the 32 ASCII bytes of the lower-case hex MD5 of the API key.

const crypto = require('node:crypto');

function cipherKey(apiKey) {
  return Buffer.from(crypto.createHash('md5').update(apiKey, 'utf8').digest('hex'), 'ascii');
}

function encrypt(text, apiKey) {
  const cipher = crypto.createCipheriv('aes-256-ecb', cipherKey(apiKey), null);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

function decrypt(base64, apiKey) {
  const decipher = crypto.createDecipheriv('aes-256-ecb', cipherKey(apiKey), null);
  return Buffer.concat([decipher.update(Buffer.from(base64, 'base64')), decipher.final()]).toString('utf8');
}

module.exports = { cipherKey, encrypt, decrypt };
