'use strict';
// POST /pay/unifiedorder: placing an order at WeChat Pay, with all checks of its parameters.

const net = require('node:net');
const { Refusal, merchantEndpoint } = require('./merchant_call');
const beijing = require('./beijing_time');
const identifier = require('./identifier');

const REQUIRED = ['body', 'out_trade_no', 'total_fee', 'spbill_create_ip', 'notify_url', 'trade_type'];
// Bytes, the stricter reading of String(n): what passes here passes there.
const LONGEST = {
  body: 127, attach: 127, device_info: 32, detail: 6000, product_id: 32, openid: 128, notify_url: 256, goods_tag: 32, scene_info: 256,
};
const NUMBER = /^[0-9A-Za-z_\-|*@]{1,32}$/;
const EXPIRE_AT_LEAST_MS = 60 * 1000;
// Fields that may differ when the same order is placed again; times count only the first time.
const FREE_ON_REPEAT = new Set(['nonce_str', 'sign', 'time_start', 'time_expire']);

function checkPresence(fields) {
  for (const name of REQUIRED) {
    if (!fields[name]) throw new Refusal('LACK_PARAMS', `缺少参数${name}`);
  }
  if (!['JSAPI', 'NATIVE', 'APP', 'MWEB'].includes(fields.trade_type)) throw new Refusal('PARAM_ERROR', 'trade_type无效');
  const needed = { JSAPI: 'openid', NATIVE: 'product_id', MWEB: 'scene_info' }[fields.trade_type];
  if (needed && !fields[needed]) throw new Refusal('LACK_PARAMS', `${fields.trade_type}支付必须传${needed}`);
}

function checkNotifyUrl(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new Refusal('PARAM_ERROR', 'notify_url无效');
  }
  if (!['http:', 'https:'].includes(url.protocol) || /[?#]/.test(text)) {
    throw new Refusal('PARAM_ERROR', 'notify_url必须为不带参数的绝对地址');
  }
}

function checkSceneInfo(fields) {
  if (fields.trade_type !== 'MWEB') return;
  let scene;
  try {
    scene = JSON.parse(fields.scene_info);
  } catch {
    throw new Refusal('PARAM_ERROR', 'scene_info不是JSON');
  }
  if (!scene || typeof scene.h5_info !== 'object' || !scene.h5_info || !scene.h5_info.type) {
    throw new Refusal('PARAM_ERROR', 'scene_info缺少h5_info');
  }
}

function checkTimes(fields) {
  for (const name of ['time_start', 'time_expire']) {
    if (fields[name] && Number.isNaN(beijing.parse(fields[name]))) throw new Refusal('PARAM_ERROR', `${name}格式错误`);
  }
}

function checkValues(fields) {
  for (const [name, limit] of Object.entries(LONGEST)) {
    if (fields[name] && Buffer.byteLength(fields[name]) > limit) throw new Refusal('PARAM_ERROR', `${name}长度超过${limit}`);
  }
  if (!NUMBER.test(fields.out_trade_no)) throw new Refusal('PARAM_ERROR', 'out_trade_no格式错误');
  if (!/^[1-9][0-9]{0,9}$/.test(fields.total_fee)) throw new Refusal('PARAM_ERROR', 'total_fee必须为正整数');
  if (!net.isIP(fields.spbill_create_ip)) throw new Refusal('PARAM_ERROR', 'spbill_create_ip无效');
  if (fields.fee_type && fields.fee_type !== 'CNY') throw new Refusal('PARAM_ERROR', 'fee_type无效');
  if (fields.limit_pay && fields.limit_pay !== 'no_credit') throw new Refusal('PARAM_ERROR', 'limit_pay无效');
  checkNotifyUrl(fields.notify_url);
  checkSceneInfo(fields);
  checkTimes(fields);
}

function comparable(fields) {
  const names = Object.keys(fields).filter((name) => !FREE_ON_REPEAT.has(name) && fields[name] !== '').sort();
  return JSON.stringify(names.map((name) => [name, fields[name]]));
}

function checkRepeat(order, fields, now) {
  if (order.state === 'SUCCESS') throw new Refusal('ORDERPAID', '该订单已支付');
  if (order.state === 'CLOSED') throw new Refusal('ORDERCLOSED', '订单已关闭');
  if (order.expires_at && order.expires_at <= now) throw new Refusal('ORDERCLOSED', '订单已过期');
  if (order.parameters !== comparable(fields)) throw new Refusal('OUT_TRADE_NO_USED', '201 商户订单号重复');
}

function makeOrder(fields, now) {
  const expires = fields.time_expire ? beijing.parse(fields.time_expire) : null;
  if (expires !== null && expires < now + EXPIRE_AT_LEAST_MS) throw new Refusal('INVALID_REQUEST', 'time_expire时间过短');
  return {
    out_trade_no: fields.out_trade_no, state: 'NOTPAY', total_fee: Number(fields.total_fee), body: fields.body,
    attach: fields.attach || '', device_info: fields.device_info || '', trade_type: fields.trade_type,
    openid: fields.openid || '', notify_url: fields.notify_url, sign_type: fields.sign_type || 'MD5',
    placed_at: now, expires_at: expires, code_url: '', parameters: comparable(fields),
  };
}

function place(sandbox, fields) {
  checkPresence(fields);
  checkValues(fields);
  const { store } = sandbox;
  const now = Date.now();
  let order = store.orders.get(fields.out_trade_no);
  if (order) {
    checkRepeat(order, fields, now);
  } else {
    order = makeOrder(fields, now);
    store.orders.set(order.out_trade_no, order);
  }
  const prepayId = identifier.prepayId();
  store.prepayIds.set(prepayId, { out_trade_no: order.out_trade_no, made_at: now });
  const made = { device_info: order.device_info, prepay_id: prepayId, trade_type: order.trade_type };
  if (order.trade_type === 'NATIVE') {
    order.code_url = `weixin://wxpay/bizpayurl?pr=${identifier.token()}`;
    made.code_url = order.code_url;
    store.prepayIds.set(order.code_url, { out_trade_no: order.out_trade_no, made_at: now });
  }
  if (order.trade_type === 'MWEB') made.mweb_url = `http://127.0.0.1:${sandbox.port}/cashier?prepay_id=${prepayId}`;
  return made;
}

module.exports = { routes: { '* /pay/unifiedorder': merchantEndpoint(place) }, checkNotifyUrl };
