'use strict';
// The WeChat Pay V2 signature: MD5 or HMAC-SHA256 over the sorted, non-empty fields.

const crypto = require('node:crypto');

const SIGN_TYPES = ['MD5', 'HMAC-SHA256'];

function stringToSign(fields, key) {
  const names = Object.keys(fields).filter((name) => name !== 'sign' && String(fields[name]) !== '');
  names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return names.map((name) => `${name}=${fields[name]}`).concat(`key=${key}`).join('&');
}

function sign(fields, key, signType = 'MD5') {
  const text = stringToSign(fields, key);
  const hash = signType === 'HMAC-SHA256' ? crypto.createHmac('sha256', key) : crypto.createHash('md5');
  return hash.update(text, 'utf8').digest('hex').toUpperCase();
}

// The last digit is moved by one: right in form, wrong in value.
function spoil(signature) {
  const last = parseInt(signature.slice(-1), 16);
  return signature.slice(0, -1) + ((last + 1) % 16).toString(16).toUpperCase();
}

module.exports = { SIGN_TYPES, stringToSign, sign, spoil };
