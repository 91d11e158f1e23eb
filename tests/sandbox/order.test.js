'use strict';
// Asking for orders and closing them.

const test = require('node:test');
const assert = require('node:assert/strict');
const { startRig } = require('./rig');

let rig;
let merchant;
test.before(async () => { rig = await startRig(); merchant = rig.merchant; });
test.after(() => rig.stop());
test.beforeEach(() => merchant.control('reset', {}));

const query = (fields) => merchant.call('/pay/orderquery', fields);
const close = (number) => merchant.call('/pay/closeorder', { out_trade_no: number });

test('an unpaid order shows its state only', async () => {
  const { out_trade_no: number } = await merchant.place();
  const answer = await query({ out_trade_no: number });
  assert.equal(answer.trade_state, 'NOTPAY');
  assert.equal(answer.transaction_id, undefined);
});

test('a paid order shows the payment, by either number', async () => {
  const { out_trade_no: number } = await merchant.place({ attach: 'a=1&b', sign_type: 'HMAC-SHA256' });
  const { order } = await merchant.control('pay', { out_trade_no: number, notify: false });
  for (const fields of [{ out_trade_no: number }, { transaction_id: order.transaction_id }]) {
    const answer = await query(fields);
    assert.equal(answer.trade_state, 'SUCCESS');
    assert.equal(answer.total_fee, '888');
    assert.equal(answer.attach, 'a=1&b');
    assert.equal(answer.openid, 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o');
    assert.match(answer.time_end, /^\d{14}$/);
    assert.equal(answer.out_trade_no, number);
  }
});

test('coupons pay a part: three fields each, in the notification and in the answer', async () => {
  const { out_trade_no: number } = await merchant.place({ notify_url: rig.shop.url });
  await merchant.control('pay', { out_trade_no: number, coupons: 20 });
  for (const fields of [rig.shop.fields(rig.shop.received.length - 1), await query({ out_trade_no: number })]) {
    assert.equal(fields.total_fee, '888');
    assert.equal(fields.cash_fee, '868');
    assert.equal(fields.coupon_count, '20');
    assert.equal(Object.keys(fields).filter((name) => /^coupon_(id|type|fee)_1?[0-9]$/.test(name)).length, 60);
  }
});

test('coupons: more than the amount, and none at all', async () => {
  const { out_trade_no: number } = await merchant.place({ total_fee: '3' });
  assert.equal((await merchant.control('pay', { out_trade_no: number, coupons: 4 })).status, 409);
  assert.equal((await merchant.control('pay', { out_trade_no: number, coupons: 0 })).status, 400);
});

test('query: unknown and missing numbers', async () => {
  assert.equal((await query({ out_trade_no: 'nothing' })).err_code, 'ORDERNOTEXIST');
  assert.equal((await query({ transaction_id: 'nothing' })).err_code, 'ORDERNOTEXIST');
  assert.equal((await query({})).err_code, 'PARAM_ERROR');
});

test('closing: too early, then fine, then closed already', async () => {
  const { out_trade_no: number } = await merchant.place();
  assert.equal((await close(number)).err_code, 'TRADE_STATE_ERROR');
  await merchant.control('set', { speed: 1e6 });
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.equal((await close(number)).result_code, 'SUCCESS');
  assert.equal((await close(number)).err_code, 'ORDERCLOSED');
  assert.equal((await query({ out_trade_no: number })).trade_state, 'CLOSED');
  assert.equal((await merchant.control('pay', { out_trade_no: number })).status, 409);
});

test('closing: paid, unknown, missing', async () => {
  const { out_trade_no: number } = await merchant.place();
  await merchant.control('pay', { out_trade_no: number, notify: false });
  assert.equal((await close(number)).err_code, 'ORDERPAID');
  assert.equal((await close('nothing')).err_code, 'ORDERNOTEXIST');
  assert.equal((await close(undefined)).err_code, 'LACK_PARAMS');
});

test('money can arrive after closing when forced', async () => {
  const { out_trade_no: number } = await merchant.place({ notify_url: rig.shop.url });
  await merchant.control('set', { close_after_ms: 0 });
  await close(number);
  const { answers } = await merchant.control('pay', { out_trade_no: number, force: true });
  assert.equal(answers[0].success, true);
  assert.equal((await query({ out_trade_no: number })).trade_state, 'SUCCESS');
});
