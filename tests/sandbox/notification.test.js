'use strict';
// Payment notifications: content, schedule, modes, forgeries.

const test = require('node:test');
const assert = require('node:assert/strict');
const http = require('node:http');
const { startRig, until, sign, CONFIG } = require('./rig');
const { SCHEDULE, shuffle } = require('../../sandbox/delivery');
const xml = require('../../sandbox/xml');

const FAIL = { status: 200, body: '<xml><return_code><![CDATA[FAIL]]></return_code></xml>' };
const OK = { status: 200, body: '<xml><return_code>SUCCESS</return_code></xml>' };
let rig;
let merchant;
let shop;
test.before(async () => { rig = await startRig(); ({ merchant, shop } = rig); });
test.after(() => rig.stop());
test.beforeEach(async () => {
  await merchant.control('reset', {});
  shop.received = [];
  shop.reply = () => OK;
});

async function placed(changes) {
  return (await merchant.place({ notify_url: shop.url, ...changes })).out_trade_no;
}
const pay = (number, more = {}) => merchant.control('pay', { out_trade_no: number, ...more });
const last = async () => (await merchant.control('state')).notifications.at(-1);

test('carries the payment, signed with the order\'s algorithm', async () => {
  for (const signType of ['MD5', 'HMAC-SHA256']) {
    shop.received = [];
    const number = await placed({ sign_type: signType, attach: '<a>&', body: 'x' });
    const { order } = await pay(number);
    const fields = shop.fields();
    assert.equal(fields.sign, sign(fields, CONFIG.api_key, signType));
    assert.equal(fields.out_trade_no, number);
    assert.equal(fields.total_fee, '888');
    assert.equal(fields.attach, '<a>&');
    assert.equal(fields.transaction_id, order.transaction_id);
    assert.equal(fields.sign_type, signType === 'MD5' ? undefined : signType);
    assert.match(fields.transaction_id, /^4200\d{24}$/);
  }
  assert.equal((await last()).state, 'done');
});

test('the schedule is the official one, 24 h 4 min', () => {
  assert.deepEqual(SCHEDULE.slice(0, 5), [15, 15, 30, 180, 600]);
  assert.equal(SCHEDULE.reduce((sum, seconds) => sum + seconds, 0), 24 * 3600 + 4 * 60);
});

test('failures are repeated until success, at the sped-up times', async () => {
  await merchant.control('set', { speed: 100 });
  shop.reply = (n) => [FAIL, { status: 500, body: OK.body }, { status: 200, body: 'success' }, OK][n - 1];
  await pay(await placed());
  await until(() => shop.received.length === 4);
  const gaps = shop.received.slice(1).map((one, n) => one.at - shop.received[n].at);
  [150, 150, 300].forEach((wanted, n) => assert.ok(gaps[n] >= wanted - 5 && gaps[n] < wanted + 150, `gap ${n}: ${gaps[n]}`));
  await until(async () => (await last()).state === 'done');
  assert.equal(new Set(shop.received.map((one) => one.text)).size, 1);
  assert.deepEqual((await last()).attempts.map((one) => one.status), [200, 500, 200, 200]);
});

test('gives up after sixteen attempts', async () => {
  await merchant.control('set', { speed: 1e6 });
  shop.reply = () => FAIL;
  await pay(await placed());
  await until(async () => (await last()).state === 'given up');
  assert.equal(shop.received.length, 16);
});

test('another speed moves waiting attempts, a reset ends them', async () => {
  shop.reply = () => FAIL;
  await pay(await placed());
  assert.equal((await last()).state, 'waiting');
  await merchant.control('set', { speed: 1000 });
  await until(() => shop.received.length >= 3);
  await merchant.control('reset', {});
  const count = shop.received.length;
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  assert.ok(shop.received.length <= count + 1);
});

test('a reset while an attempt is on the wire plans no further one', async () => {
  shop.reply = () => ({ ...FAIL, wait: 100 });
  const paying = pay(await placed());
  await until(() => shop.received.length === 1);
  await merchant.control('reset', {});
  await paying;
  assert.equal(rig.sandbox.store.timers.size, 0);
});

test('silence is a failure after five seconds', async () => {
  const silent = http.createServer(() => {});
  await new Promise((resolve) => { silent.listen(0, '127.0.0.1', resolve); });
  const number = await placed({ notify_url: `http://127.0.0.1:${silent.address().port}/` });
  const { answers } = await pay(number);
  assert.equal(answers[0].error, 'timeout');
  assert.ok(answers[0].ms >= 4900 && answers[0].ms < 6500);
  silent.closeAllConnections();
  silent.close();
});

test('nothing but this machine is ever called', async () => {
  const { answers } = await pay(await placed({ notify_url: 'https://shop.example.com/notify' }));
  assert.equal(answers[0].error, 'the sandbox calls only this machine');
});

test('dropped notifications never come', async () => {
  await merchant.control('set', { notify: 'drop' });
  const { answers } = await pay(await placed());
  assert.deepEqual(answers, []);
  assert.equal((await last()).state, 'dropped');
  assert.equal(shop.received.length, 0);
});

test('held notifications come when released, in the order wanted', async () => {
  await merchant.control('set', { notify: 'hold' });
  const numbers = [];
  for (let n = 0; n < 5; n += 1) {
    numbers.push(await placed());
    await pay(numbers[n]);
  }
  assert.equal(shop.received.length, 0);
  const { answers } = await merchant.control('release', { order: 'reverse' });
  assert.deepEqual(answers.map((one) => one.out_trade_no), [...numbers].reverse());
  assert.deepEqual(shop.received.map((one, n) => shop.fields(n).out_trade_no), [...numbers].reverse());
  assert.deepEqual((await merchant.control('release', {})).answers, []);
  assert.deepEqual(shuffle(numbers, 7), shuffle(numbers, 7));
  assert.deepEqual([...shuffle(numbers, 7)].sort(), [...numbers].sort());
});

test('copies, one after another and at the same time', async () => {
  assert.equal((await pay(await placed(), { times: 3 })).answers.length, 3);
  const number = await placed();
  assert.equal((await pay(number, { times: 4, concurrent: true })).answers.length, 4);
  const more = await merchant.control('notify', { out_trade_no: number, times: 10, concurrent: true });
  assert.equal(more.answers.filter((one) => one.success).length, 10);
});

test('another amount and changed fields are validly signed', async () => {
  await pay(await placed(), { total_fee: 1, transaction_id: '4200000000', override: { coupon_fee: 5, openid: null } });
  const fields = shop.fields();
  assert.equal(fields.total_fee, '1');
  assert.equal(fields.transaction_id, '4200000000');
  assert.equal(fields.coupon_fee, '5');
  assert.equal(fields.openid, undefined);
  assert.equal(fields.sign, sign(fields));
});

for (const forge of ['bad_sign', 'empty_key', 'other_key', 'tampered', 'no_sign', 'unsigned_field']) {
  test(`forgery ${forge} does not verify`, async () => {
    const number = await placed();
    await pay(number, { notify: false });
    const { answers } = await merchant.control('notify', { out_trade_no: number, forge });
    assert.equal(answers.length, 1);
    const fields = shop.fields();
    assert.notEqual(fields.sign, sign(fields));
    if (forge === 'empty_key') assert.equal(fields.sign, sign(fields, ''));
  });
}

test('forgeries of the XML itself', async () => {
  const number = await placed();
  await pay(number, { notify: false });
  for (const forge of ['duplicate_field', 'doctype']) {
    const { xml: text } = await merchant.control('notify', { out_trade_no: number, forge });
    assert.throws(() => xml.read(text), xml.XmlError);
  }
});

test('an order the sandbox has never seen can be notified', async () => {
  const override = { out_trade_no: 'FOREIGN', total_fee: 5, transaction_id: '42', time_end: '20261122103000', trade_type: 'JSAPI' };
  const { answers } = await merchant.control('notify', { out_trade_no: 'FOREIGN', notify_url: shop.url, override });
  assert.equal(answers[0].success, true);
  const fields = shop.fields();
  assert.equal(fields.appid, CONFIG.appid);
  assert.equal(fields.total_fee, '5');
  assert.equal(fields.sign, sign(fields));
});
