'use strict';
// The control interface: how a test looks into the sandbox and makes it behave, well or badly.

const answer = require('./answer');
const { BadCall, readJson } = answer;
const beijing = require('./beijing_time');
const delivery = require('./delivery');
const fault = require('./fault');
const notice = require('./notice');
const refund = require('./refund');
const { NotPayable, findPayable, pay, tradeState } = require('./order');

const NUMBER_SETTINGS = { speed: [0.1, 1e6], close_after_ms: [0, 1e9], refund_delay_ms: [0, 1e9], latency_ms: [0, 60000] };
const NOTIFY_MODES = ['normal', 'drop', 'hold'];
const MOST_COPIES = 1000;
const MOST_COUPONS = 50;

function state(sandbox) {
  const { store } = sandbox;
  return answer.json({
    settings: store.settings,
    orders: [...store.orders.values()].map((order) => ({ ...order, trade_state: tradeState(store, order) })),
    refunds: [...store.refunds.values()],
    notifications: store.notifications,
    faults: store.faults,
    counts: store.counts,
  });
}

function reset(sandbox) {
  sandbox.store.clear();
  return answer.json({ reset: true });
}

function checkSetting(name, value) {
  if (name === 'notify') {
    if (!NOTIFY_MODES.includes(value)) throw new BadCall(`notify must be one of ${NOTIFY_MODES.join(', ')}`);
    return;
  }
  const range = NUMBER_SETTINGS[name];
  if (!range) throw new BadCall(`no such setting: ${name}`);
  if (typeof value !== 'number' || !(value >= range[0] && value <= range[1])) {
    throw new BadCall(`${name} must be ${range[0]} to ${range[1]}`);
  }
}

function set(sandbox, call) {
  const wanted = readJson(call);
  for (const [name, value] of Object.entries(wanted)) checkSetting(name, value);
  Object.assign(sandbox.store.settings, wanted);
  if ('speed' in wanted) delivery.rearm(sandbox);
  return answer.json(sandbox.store.settings);
}

function addFault(sandbox, call) {
  return answer.json(fault.add(sandbox.store, readJson(call)));
}

function copiesOf(wanted) {
  const times = wanted.times ?? 1;
  if (!Number.isInteger(times) || times < 1 || times > MOST_COPIES) throw new BadCall(`times must be 1 to ${MOST_COPIES}`);
  return times;
}

function paymentOf(wanted) {
  const how = { force: wanted.force === true, transaction_id: wanted.transaction_id, openid: wanted.openid };
  if (wanted.total_fee !== undefined) {
    if (!Number.isInteger(wanted.total_fee) || wanted.total_fee < 1) throw new BadCall('total_fee must be a whole number of fen');
    how.total_fee = wanted.total_fee;
  }
  if (wanted.coupons !== undefined) {
    if (!Number.isInteger(wanted.coupons) || wanted.coupons < 1 || wanted.coupons > MOST_COUPONS) {
      throw new BadCall(`coupons must be 1 to ${MOST_COUPONS}`);
    }
    how.coupons = wanted.coupons;
  }
  if (wanted.paid_at !== undefined) {
    how.paid_at = beijing.parse(String(wanted.paid_at));
    if (Number.isNaN(how.paid_at)) throw new BadCall('paid_at must be yyyyMMddHHmmss');
  }
  return how;
}

// The first notification follows the schedule and the notify mode, the copies are extra.
async function notifyPayment(sandbox, order, wanted, times) {
  const made = notice.paymentNotice(sandbox, order, wanted.override);
  const mode = sandbox.store.settings.notify;
  const extra = mode === 'normal' ? times - 1 : 0;
  if (wanted.concurrent) {
    const [first, copies] = await Promise.all([delivery.start(sandbox, made), delivery.sendCopies(made, extra, true)]);
    return [first, ...copies].filter(Boolean);
  }
  const first = await delivery.start(sandbox, made);
  return [first, ...(await delivery.sendCopies(made, extra, false))].filter(Boolean);
}

async function payOrder(sandbox, call) {
  const wanted = readJson(call);
  const times = copiesOf(wanted);
  const how = paymentOf(wanted);
  const found = findPayable(sandbox.store, wanted);
  if (!found) throw new BadCall('no such order', 404);
  try {
    pay(sandbox, found, how);
  } catch (error) {
    if (!(error instanceof NotPayable)) throw error;
    throw new BadCall(error.message, 409);
  }
  const answers = wanted.notify === false ? [] : await notifyPayment(sandbox, found.order, wanted, times);
  return answer.json({ order: found.order, answers });
}

function checkForgery(wanted, allowed) {
  if (wanted.forge !== undefined && !allowed.includes(wanted.forge)) throw new BadCall(`forge must be one of ${allowed.join(', ')}`);
}

// The notification a test describes, for an order or refund we know or one that is all in "override".
function describedNotice(sandbox, wanted, isRefund) {
  const { store } = sandbox;
  checkForgery(wanted, isRefund ? notice.REFUND_FORGERIES : notice.PAYMENT_FORGERIES);
  const known = isRefund ? store.refunds.get(wanted.out_refund_no) : store.orders.get(wanted.out_trade_no);
  if (!known && !wanted.override) throw new BadCall('unknown number: give all fields in override', 404);
  const make = isRefund ? notice.refundXml : notice.paymentXml;
  return { url: wanted.notify_url || (known && known.notify_url), xml: make(sandbox, known, wanted.override, wanted.forge) };
}

async function notify(sandbox, call) {
  const wanted = readJson(call);
  const times = copiesOf(wanted);
  const made = describedNotice(sandbox, wanted, wanted.out_refund_no !== undefined);
  if (!made.url) throw new BadCall('notify_url is missing');
  return answer.json({ xml: made.xml, answers: await delivery.sendCopies(made, times, wanted.concurrent === true) });
}

const noticeXml = (isRefund) => (sandbox, call) => answer.xml(describedNotice(sandbox, readJson(call), isRefund).xml);

async function release(sandbox, call) {
  const wanted = readJson(call);
  if (wanted.order !== undefined && !['reverse', 'shuffle'].includes(wanted.order)) throw new BadCall('order must be reverse or shuffle');
  return answer.json({ answers: await delivery.release(sandbox, wanted) });
}

async function refundResult(sandbox, call) {
  const wanted = readJson(call);
  if (![...refund.FINAL, 'PROCESSING'].includes(wanted.status)) throw new BadCall('no such status');
  if (typeof wanted.out_refund_no !== 'string') throw new BadCall('out_refund_no is missing');
  const known = sandbox.store.refunds.get(wanted.out_refund_no);
  if (!known) {
    sandbox.store.plannedResults.set(wanted.out_refund_no, wanted.status);
    return answer.json({ planned: true });
  }
  const first = await refund.finish(sandbox, known, wanted.status);
  return answer.json({ refund: known, answers: first ? [first] : [] });
}

module.exports = {
  routes: {
    'GET /control/state': state, 'POST /control/reset': reset, 'POST /control/set': set, 'POST /control/fault': addFault,
    'POST /control/pay': payOrder, 'POST /control/notify': notify, 'POST /control/release': release,
    'POST /control/refund_result': refundResult, 'POST /control/notice_xml': noticeXml(false),
    'POST /control/refund_notice_xml': noticeXml(true),
  },
};
