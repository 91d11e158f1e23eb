'use strict';
// The text of a notification: payment (signed) and refund (encrypted), true or forged on request.

const crypto = require('node:crypto');
const xml = require('./xml');
const { SIGN_TYPES, sign, spoil } = require('./signature');
const cipher = require('./refund_cipher');
const { nonce } = require('./identifier');
const beijing = require('./beijing_time');
const { paidFields } = require('./order');

const PAYMENT_FORGERIES = ['bad_sign', 'empty_key', 'other_key', 'tampered', 'no_sign', 'unsigned_field', 'duplicate_field', 'doctype'];
const REFUND_FORGERIES = ['other_key', 'empty_key', 'tampered', 'doctype'];
const OTHER_KEY = 'ffffffffffffffffffffffffffffffff';

// null removes a field, anything else sets it.
function override(fields, changes = {}) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete fields[name];
    else fields[name] = String(value);
  }
  return fields;
}

function paymentFields(config, order) {
  const fields = {
    return_code: 'SUCCESS', appid: config.appid, mch_id: config.mch_id, nonce_str: nonce(), result_code: 'SUCCESS',
    ...(order ? { out_trade_no: order.out_trade_no } : {}),
    ...(order && order.transaction_id ? paidFields(order) : {}),
  };
  if (order && order.sign_type === 'HMAC-SHA256') fields.sign_type = 'HMAC-SHA256';
  for (const name of Object.keys(fields)) {
    if (fields[name] === undefined || fields[name] === '') delete fields[name];
  }
  return fields;
}

function withDoctype(text) {
  return `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY note "x">]>${text}`;
}

function paymentXml(sandbox, order, changes, forge) {
  const { config } = sandbox;
  const fields = override(paymentFields(config, order), changes);
  const named = SIGN_TYPES.includes(fields.sign_type) ? fields.sign_type : null;
  const signType = named || (order && order.sign_type) || 'MD5';
  const key = { empty_key: '', other_key: OTHER_KEY }[forge] ?? config.api_key;
  // A signature given by the caller is sent as it is: that is how recorded messages are played again.
  const hasOwnSign = changes && typeof changes.sign === 'string';
  if (!hasOwnSign) fields.sign = sign(fields, key, signType);
  if (forge === 'bad_sign') fields.sign = spoil(fields.sign);
  if (forge === 'no_sign') delete fields.sign;
  if (forge === 'tampered') fields.total_fee = String(Number(fields.total_fee || 0) + 1);
  if (forge === 'unsigned_field') fields.coupon_fee = '1';
  const text = xml.write(fields);
  if (forge === 'duplicate_field') return text.replace('</xml>', '<total_fee>1</total_fee></xml>');
  return forge === 'doctype' ? withDoctype(text) : text;
}

function refundFields(refund) {
  const done = refund.status === 'SUCCESS';
  return {
    out_refund_no: refund.out_refund_no, out_trade_no: refund.out_trade_no, refund_account: refund.refund_account,
    refund_fee: refund.refund_fee, refund_id: refund.refund_id, refund_recv_accout: '支付用户零钱', refund_request_source: 'API',
    refund_status: refund.status, settlement_refund_fee: refund.refund_fee, settlement_total_fee: refund.total_fee,
    ...(done ? { success_time: beijing.readable(refund.finished_at) } : {}),
    total_fee: refund.total_fee, transaction_id: refund.transaction_id,
  };
}

// One bit of the middle block is turned: ECB decrypts that block to rubbish and leaves the others.
function tamper(base64) {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length >> 1] ^= 1;
  return bytes.toString('base64');
}

function refundXml(sandbox, refund, changes, forge) {
  const { config } = sandbox;
  const inner = xml.write(override(refund ? refundFields(refund) : {}, changes), 'root');
  const key = { empty_key: '', other_key: OTHER_KEY }[forge] ?? config.api_key;
  const sealed = cipher.encrypt(inner, key);
  const text = xml.write({
    return_code: 'SUCCESS', appid: config.appid, mch_id: config.mch_id, nonce_str: crypto.randomBytes(8).toString('hex'),
    req_info: forge === 'tampered' ? tamper(sealed) : sealed,
  });
  return forge === 'doctype' ? withDoctype(text) : text;
}

function paymentNotice(sandbox, order, changes) {
  return { kind: 'payment', out_trade_no: order.out_trade_no, url: order.notify_url, xml: paymentXml(sandbox, order, changes) };
}

function refundNotice(sandbox, refund, changes) {
  return {
    kind: 'refund', out_trade_no: refund.out_trade_no, out_refund_no: refund.out_refund_no,
    url: refund.notify_url, xml: refundXml(sandbox, refund, changes),
  };
}

module.exports = { PAYMENT_FORGERIES, REFUND_FORGERIES, paymentXml, refundXml, paymentNotice, refundNotice };
