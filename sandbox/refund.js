'use strict';
// Refunds: applying (accepted, not done), becoming final after a while, asking for them.

const { Refusal, merchantEndpoint } = require('./merchant_call');
const { checkNotifyUrl } = require('./unifiedorder');
const beijing = require('./beijing_time');
const identifier = require('./identifier');
const delivery = require('./delivery');
const notice = require('./notice');

const REFUND_NUMBER = /^[0-9A-Za-z_\-|*@]{1,64}$/;
const MOST_REFUNDS = 50;
const ONE_YEAR_MS = 366 * 24 * 3600 * 1000;
const PAGE = 10;
const FINAL = ['SUCCESS', 'CHANGE', 'REFUNDCLOSE'];
const COMPARED = ['out_trade_no', 'total_fee', 'refund_fee', 'refund_desc', 'refund_account', 'notify_url'];

function checkFields(fields) {
  if (!fields.transaction_id && !fields.out_trade_no) throw new Refusal('PARAM_ERROR', '缺少订单号');
  for (const name of ['out_refund_no', 'total_fee', 'refund_fee']) {
    if (!fields[name]) throw new Refusal('PARAM_ERROR', `缺少参数${name}`);
  }
  if (!REFUND_NUMBER.test(fields.out_refund_no)) throw new Refusal('PARAM_ERROR', 'out_refund_no格式错误');
  for (const name of ['total_fee', 'refund_fee']) {
    if (!/^[1-9][0-9]{0,9}$/.test(fields[name])) throw new Refusal('PARAM_ERROR', `${name}必须为正整数`);
  }
  if (Buffer.byteLength(fields.refund_desc || '') > 80) throw new Refusal('PARAM_ERROR', 'refund_desc长度超过80');
  const account = fields.refund_account;
  if (account && !['REFUND_SOURCE_UNSETTLED_FUNDS', 'REFUND_SOURCE_RECHARGE_FUNDS'].includes(account)) {
    throw new Refusal('PARAM_ERROR', 'refund_account无效');
  }
  if (fields.notify_url) checkNotifyUrl(fields.notify_url);
}

function paidOrder(store, fields) {
  const order = store.findOrder(fields);
  if (!order && fields.transaction_id) throw new Refusal('INVALID_TRANSACTIONID', '无效transaction_id');
  if (!order) throw new Refusal('ORDERNOTEXIST', '订单号不存在');
  if (fields.out_trade_no && order.out_trade_no !== fields.out_trade_no) throw new Refusal('PARAM_ERROR', '订单号不一致');
  if (order.state !== 'SUCCESS') throw new Refusal('INVALID_REQUEST', '订单未支付，不能退款');
  if (order.paid_at + ONE_YEAR_MS < Date.now()) throw new Refusal('TRADE_OVERDUE', '订单已经超过退款期限');
  if (Number(fields.total_fee) !== order.paid_fee) throw new Refusal('ERROR', '订单金额与支付金额不一致');
  return order;
}

function checkRoom(store, order, refund) {
  const others = store.refundsOf(order).filter((one) => one.out_refund_no !== refund.out_refund_no);
  const used = others.filter((one) => one.status !== 'REFUNDCLOSE').reduce((sum, one) => sum + one.refund_fee, 0);
  if (used + refund.refund_fee > order.paid_fee) throw new Refusal('ERROR', '累计退款金额大于支付金额');
  if (others.length >= MOST_REFUNDS) throw new Refusal('INVALID_REQUEST', '部分退款次数超过50次');
}

function makeRefund(order, fields) {
  return {
    out_refund_no: fields.out_refund_no, refund_id: identifier.refundId(), out_trade_no: order.out_trade_no,
    transaction_id: order.transaction_id, total_fee: order.paid_fee, refund_fee: Number(fields.refund_fee),
    refund_desc: fields.refund_desc || '', refund_account: fields.refund_account || 'REFUND_SOURCE_UNSETTLED_FUNDS',
    notify_url: fields.notify_url || '', status: 'PROCESSING', created_at: Date.now(), finished_at: null,
  };
}

// Makes the state final and reports it when the shop asked for reports.
function finish(sandbox, refund, status) {
  sandbox.store.cancel(`refund ${refund.out_refund_no}`);
  refund.status = status;
  refund.finished_at = FINAL.includes(status) ? Date.now() : null;
  if (!refund.finished_at || !refund.notify_url) return null;
  return delivery.start(sandbox, notice.refundNotice(sandbox, refund));
}

function schedule(sandbox, refund) {
  const { store } = sandbox;
  const status = store.plannedResults.get(refund.out_refund_no) || 'SUCCESS';
  if (status === 'PROCESSING') return;
  store.later(`refund ${refund.out_refund_no}`, store.settings.refund_delay_ms, () => finish(sandbox, refund, status));
}

function apply(sandbox, fields) {
  checkFields(fields);
  const { store } = sandbox;
  const order = paidOrder(store, fields);
  const asked = makeRefund(order, fields);
  let refund = store.refunds.get(asked.out_refund_no);
  if (refund && COMPARED.some((name) => refund[name] !== asked[name])) {
    throw new Refusal('ERROR', '订单金额或退款金额与之前请求不一致，请核实后再试');
  }
  if (!refund || refund.status === 'REFUNDCLOSE') {
    checkRoom(store, order, asked);
    // A closed refund is tried again under its own number and keeps its refund_id.
    refund = refund ? Object.assign(refund, { status: 'PROCESSING', finished_at: null }) : asked;
    store.refunds.set(refund.out_refund_no, refund);
    schedule(sandbox, refund);
  }
  return {
    transaction_id: refund.transaction_id, out_trade_no: refund.out_trade_no, out_refund_no: refund.out_refund_no,
    refund_id: refund.refund_id, refund_fee: refund.refund_fee, settlement_refund_fee: refund.refund_fee,
    total_fee: refund.total_fee, settlement_total_fee: refund.total_fee, fee_type: 'CNY', cash_fee: refund.total_fee,
    cash_refund_fee: refund.refund_fee, coupon_refund_fee: 0, coupon_refund_count: 0,
  };
}

function wantedRefunds(store, fields) {
  const all = [...store.refunds.values()];
  for (const name of ['refund_id', 'out_refund_no', 'transaction_id', 'out_trade_no']) {
    if (fields[name]) return all.filter((refund) => refund[name] === fields[name]);
  }
  throw new Refusal('PARAM_ERROR', '缺少退款单号或订单号');
}

function describe(refund, n) {
  const named = {
    out_refund_no: refund.out_refund_no, refund_id: refund.refund_id, refund_channel: 'ORIGINAL', refund_fee: refund.refund_fee,
    settlement_refund_fee: refund.refund_fee, refund_status: refund.status, refund_account: refund.refund_account,
    refund_recv_accout: '支付用户零钱',
    refund_success_time: refund.status === 'SUCCESS' ? beijing.readable(refund.finished_at) : '',
  };
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [`${name}_${n}`, value]));
}

function query(sandbox, fields) {
  const found = wantedRefunds(sandbox.store, fields);
  const offset = fields.offset ? Number(fields.offset) : 0;
  if (!Number.isInteger(offset) || offset < 0) throw new Refusal('PARAM_ERROR', 'offset无效');
  if (found.length === 0) throw new Refusal('REFUNDNOTEXIST', '退款订单不存在');
  const shown = found.slice(offset, offset + PAGE);
  const first = found[0];
  return {
    transaction_id: first.transaction_id, out_trade_no: first.out_trade_no, total_fee: first.total_fee,
    settlement_total_fee: first.total_fee, fee_type: 'CNY', cash_fee: first.total_fee,
    total_refund_count: found.length, refund_count: shown.length, ...Object.assign({}, ...shown.map(describe)),
  };
}

// After a restart the refunds that were under way go on.
function resume(sandbox) {
  for (const refund of sandbox.store.refunds.values()) {
    if (refund.status === 'PROCESSING') schedule(sandbox, refund);
  }
}

module.exports = {
  routes: {
    '* /secapi/pay/refund': merchantEndpoint(apply, { certificate: true }),
    '* /pay/refundquery': merchantEndpoint(query),
  },
  FINAL, finish, resume,
};
