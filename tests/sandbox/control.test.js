'use strict';
// The control interface: what it shows, what it refuses, and every kind of fault.

const test = require('node:test');
const assert = require('node:assert/strict');
const { startRig, sign, request } = require('./rig');
const xml = require('../../sandbox/xml');

const PLACE = '/pay/unifiedorder';
let rig;
let merchant;
test.before(async () => { rig = await startRig(); merchant = rig.merchant; });
test.after(() => rig.stop());
test.beforeEach(() => merchant.control('reset', {}));

const fault = (kind, more = {}) => merchant.control('fault', { endpoint: PLACE, kind, ...more });
const send = (fields = merchant.order()) => merchant.raw(PLACE, xml.write(merchant.signed(fields)));
const orderCount = () => rig.sandbox.store.orders.size;

test('state shows orders, notifications and counts; reset forgets them', async () => {
  const order = await merchant.place();
  await merchant.control('pay', { out_trade_no: order.out_trade_no });
  const state = await merchant.control('state');
  assert.equal(state.orders[0].trade_state, 'SUCCESS');
  assert.equal(state.notifications[0].attempts.length, 1);
  assert.equal(state.counts[PLACE], 1);
  await merchant.control('reset', {});
  const after = await merchant.control('state');
  assert.deepEqual([after.orders, after.notifications, after.counts], [[], [], {}]);
});

test('bad control calls are refused', async () => {
  for (const [name, value] of [
    ['set', { speed: 0 }], ['set', { speed: '2' }], ['set', { notify: 'odd' }], ['set', { unknown: 1 }],
    ['fault', { endpoint: PLACE, kind: 'odd' }], ['fault', { kind: 'empty' }], ['fault', { endpoint: PLACE, kind: 'empty', times: 0 }],
    ['fault', { endpoint: PLACE, kind: 'business' }], ['fault', { endpoint: PLACE, kind: 'delay', delay_ms: -1 }],
    ['notify', { out_trade_no: 'x', override: {}, forge: 'odd' }], ['notify', { out_trade_no: 'x', override: {} }],
    ['release', { order: 'odd' }], ['refund_result', { out_refund_no: 'x', status: 'odd' }], ['refund_result', { status: 'SUCCESS' }],
    ['pay', { out_trade_no: 'x', times: 0 }], ['pay', { out_trade_no: 'x', paid_at: 'x' }], ['pay', { out_trade_no: 'x', total_fee: 0 }],
  ]) {
    assert.equal((await merchant.control(name, value)).status, 400, `${name} ${JSON.stringify(value)}`);
  }
  assert.equal((await merchant.control('pay', { out_trade_no: 'x' })).status, 404);
  assert.equal((await merchant.raw('/control/set', '{', 'POST')).status, 400);
  assert.equal((await merchant.raw('/control/set', '', 'GET')).status, 405);
  assert.equal((await merchant.raw('/nothing', '', 'GET')).status, 404);
  assert.equal((await request(merchant.url(''), { path: '//' })).status, 400);
  assert.equal((await merchant.raw('/sms/send', 'x'.repeat(70000))).status, 413);
});

test('status_500 and empty, as many times as told, before or after the work', async () => {
  await fault('status_500', { times: 2 });
  assert.equal((await send()).status, 500);
  assert.equal((await send()).status, 500);
  assert.equal(orderCount(), 0);
  assert.equal(xml.read((await send()).text).result_code, 'SUCCESS');
  await fault('empty', { after: true });
  assert.equal((await send()).bytes.length, 0);
  assert.equal(orderCount(), 2);
});

test('close_connection', async () => {
  await fault('close_connection', { after: true });
  await assert.rejects(send(), /socket hang up|ECONNRESET/);
  assert.equal(orderCount(), 1);
});

test('delay lets the caller give up while the deed is done', async () => {
  await fault('delay', { delay_ms: 150 });
  const started = Date.now();
  await send();
  assert.ok(Date.now() - started >= 145);
  await fault('delay', { delay_ms: 1000 });
  const body = xml.write(merchant.signed(merchant.order()));
  await assert.rejects(request(merchant.url(PLACE), { method: 'POST', signal: AbortSignal.timeout(100) }, body));
  assert.equal(orderCount(), 2);
});

test('systemerror and business errors are signed like the request', async () => {
  await fault('systemerror');
  const answer = xml.read((await send(merchant.order({ sign_type: 'HMAC-SHA256' }))).text);
  assert.equal(answer.err_code, 'SYSTEMERROR');
  assert.equal(answer.sign, sign(answer, undefined, 'HMAC-SHA256'));
  await fault('business', { err_code: 'NOTENOUGH', err_code_des: '余额不足' });
  const poor = xml.read((await send()).text);
  assert.equal(poor.err_code, 'NOTENOUGH');
  assert.equal(poor.sign, sign(poor));
  assert.equal(orderCount(), 0);
});

test('bad_signature, truncate, garbage', async () => {
  await fault('bad_signature');
  const answer = xml.read((await send()).text);
  assert.match(answer.sign, /^[0-9A-F]{32}$/);
  assert.notEqual(answer.sign, sign(answer));
  for (const kind of ['truncate', 'garbage']) {
    await fault(kind);
    const response = await send();
    assert.equal(response.status, 200);
    assert.throws(() => xml.read(response.text), xml.XmlError);
  }
});

test('latency slows every endpoint but not the control interface', async () => {
  await merchant.control('set', { latency_ms: 120 });
  const started = Date.now();
  await merchant.control('state');
  assert.ok(Date.now() - started < 110);
  await send();
  assert.ok(Date.now() - started >= 115);
});
