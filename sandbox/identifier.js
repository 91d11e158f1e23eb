'use strict';
// Fresh identifiers in the shapes WeChat gives them.

const crypto = require('node:crypto');
const { stamp, day } = require('./beijing_time');

function digits(count) {
  return Array.from({ length: count }, () => crypto.randomInt(10)).join('');
}

const nonce = () => crypto.randomBytes(16).toString('hex');
const token = () => crypto.randomBytes(12).toString('base64url');
const code = () => crypto.randomBytes(24).toString('base64url');
const prepayId = () => `wx${stamp(Date.now())}${crypto.randomBytes(10).toString('hex')}`;
const transactionId = () => `42000${digits(5)}${day(Date.now())}${digits(10)}`;
const refundId = () => `50${digits(9)}${day(Date.now())}${digits(10)}`;

// An openid is stable for one appid and one person, as at WeChat.
function openid(appid, person) {
  return `o${crypto.createHash('sha256').update(`${appid} ${person}`).digest('base64url').slice(0, 27)}`;
}

module.exports = { nonce, token, code, prepayId, transactionId, refundId, openid };
