'use strict';
// An order at WeChat Pay: asking for it, closing it, and what happens when a person pays it.

const { Refusal, merchantEndpoint } = require('./merchant_call');
const beijing = require('./beijing_time');
const identifier = require('./identifier');

const PREPAY_LIFE_MS = 2 * 3600 * 1000;
const STATE_TEXT = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '订单发生过退款', CLOSED: '订单已关闭' };

class NotPayable extends Error {}

function tradeState(store, order) {
  if (order.state !== 'SUCCESS') return order.state;
  const refunded = store.refundsOf(order).some((refund) => refund.status !== 'REFUNDCLOSE');
  return refunded ? 'REFUND' : 'SUCCESS';
}

// Coupons of WeChat (代金券) of one fen each: they pay a part of the amount, and have three fields each.
function couponFields(order) {
  if (!order.coupons) return {};
  const fields = { coupon_fee: order.coupons, coupon_count: order.coupons };
  for (let n = 0; n < order.coupons; n += 1) {
    Object.assign(fields, { [`coupon_type_${n}`]: 'CASH', [`coupon_id_${n}`]: String(10000 + n), [`coupon_fee_${n}`]: 1 });
  }
  return fields;
}

function paidFields(order) {
  return {
    ...couponFields(order),
    device_info: order.device_info, openid: order.payer, is_subscribe: 'Y', trade_type: order.trade_type, bank_type: 'OTHERS',
    total_fee: order.paid_fee, settlement_total_fee: order.paid_fee, fee_type: 'CNY', cash_fee: order.paid_fee - (order.coupons || 0),
    cash_fee_type: 'CNY', transaction_id: order.transaction_id, attach: order.attach, time_end: beijing.stamp(order.paid_at),
  };
}

function query(sandbox, fields) {
  if (!fields.transaction_id && !fields.out_trade_no) throw new Refusal('PARAM_ERROR', '缺少订单号');
  const order = sandbox.store.findOrder(fields);
  if (!order) throw new Refusal('ORDERNOTEXIST', '此交易订单号不存在');
  const state = tradeState(sandbox.store, order);
  const paid = order.state === 'SUCCESS' ? paidFields(order) : {};
  return { ...paid, out_trade_no: order.out_trade_no, trade_state: state, trade_state_desc: STATE_TEXT[state] };
}

function close(sandbox, fields) {
  if (!fields.out_trade_no) throw new Refusal('LACK_PARAMS', '缺少参数out_trade_no');
  const { store } = sandbox;
  const order = store.orders.get(fields.out_trade_no);
  if (!order) throw new Refusal('ORDERNOTEXIST', '订单不存在');
  if (order.state === 'SUCCESS') throw new Refusal('ORDERPAID', '订单已支付');
  if (order.state === 'CLOSED') throw new Refusal('ORDERCLOSED', '订单已关闭');
  const earliest = order.placed_at + store.settings.close_after_ms / store.settings.speed;
  if (Date.now() < earliest) throw new Refusal('TRADE_STATE_ERROR', '订单生成后不能马上关单，最短间隔为5分钟');
  order.state = 'CLOSED';
  return {};
}

// Finds what a cashier shows: by prepay_id, code_url or out_trade_no. made_at is when its door opened.
function findPayable(store, wanted) {
  const key = wanted.prepay_id || wanted.code_url;
  const door = key ? store.prepayIds.get(key) : null;
  const order = store.orders.get(door ? door.out_trade_no : key ? undefined : wanted.out_trade_no);
  return order ? { order, made_at: door ? door.made_at : order.placed_at } : null;
}

function checkPayable(found, now) {
  if (found.order.state === 'SUCCESS') throw new NotPayable('订单已支付');
  if (found.order.state === 'CLOSED') throw new NotPayable('订单已关闭');
  if (found.order.expires_at && found.order.expires_at <= now) throw new NotPayable('订单已过期');
  if (found.made_at + PREPAY_LIFE_MS <= now) throw new NotPayable('支付凭证已过期');
}

// force pays what a person could no longer open: money that arrives after closing or expiry.
function pay(sandbox, found, how = {}) {
  const now = Date.now();
  const { order } = found;
  if (!how.force) checkPayable(found, now);
  if (order.state === 'SUCCESS') throw new NotPayable('订单已支付');
  if (how.coupons > (how.total_fee || order.total_fee)) throw new NotPayable('代金券金额超过订单金额');
  order.state = 'SUCCESS';
  order.transaction_id = how.transaction_id || identifier.transactionId();
  order.paid_at = how.paid_at || now;
  order.paid_fee = how.total_fee || order.total_fee;
  if (how.coupons) order.coupons = how.coupons;
  order.payer = order.openid || how.openid || sandbox.people()[0].openid;
  return order;
}

module.exports = {
  routes: { '* /pay/orderquery': merchantEndpoint(query), '* /pay/closeorder': merchantEndpoint(close) },
  NotPayable, tradeState, paidFields, findPayable, checkPayable, pay,
};
