'use strict';
// The cashier, the SMS inbox and the index page as a person sees them.

const test = require('node:test');
const assert = require('node:assert/strict');
const { startRig, request, until, CONFIG } = require('./rig');

let rig;
let merchant;
let shop;
test.before(async () => { rig = await startRig(); ({ merchant, shop } = rig); });
test.after(() => rig.stop());
test.beforeEach(async () => { await merchant.control('reset', {}); shop.received = []; });

const page = (query) => merchant.raw(`/cashier?${new URLSearchParams(query)}`, '', 'GET');
const form = (fields) => merchant.raw('/cashier/pay', new URLSearchParams(fields).toString());

test('shows amount and shop text, escaped', async () => {
  const order = await merchant.place({ total_fee: '129900', body: '<script>alert(1)</script>' });
  const { status, text } = await page({ prepay_id: order.prepay_id });
  assert.equal(status, 200);
  assert.match(text, /¥<\/small> 1,299\.00/);
  assert.match(text, /&lt;script&gt;/);
  assert.doesNotMatch(text, /<script/);
  assert.match(text, /支付/);
});

test('paying by form notifies the shop and goes back to it', async () => {
  const order = await merchant.place({ notify_url: shop.url });
  const redirect = 'http://localhost:9/done?a=1';
  assert.match((await page({ prepay_id: order.prepay_id, redirect_url: redirect })).text, /name="redirect_url" value="http:\/\/localhost:9\/done\?a=1"/);
  const response = await form({ prepay_id: order.prepay_id, redirect_url: redirect, act: 'pay' });
  assert.equal(response.status, 302);
  assert.equal(response.headers.location, redirect);
  await until(() => shop.received.length === 1);
  assert.equal((await form({ prepay_id: order.prepay_id, act: 'pay' })).status, 409);
  assert.match((await page({ prepay_id: order.prepay_id })).text, /订单已支付/);
});

test('never sends the browser away from this machine', async () => {
  for (const redirect of ['https://evil.example/', 'http://127.0.0.1.evil.example/', 'http://127.0.0.1@evil.example/',
    'javascript:alert(1)', '//evil.example', 'http://user@localhost/']) {
    const order = await merchant.place({ notify_url: shop.url });
    const response = await form({ prepay_id: order.prepay_id, redirect_url: redirect, act: 'pay' });
    assert.equal(response.status, 200, redirect);
    assert.match(response.text, /支付成功/);
  }
});

test('turning away pays nothing', async () => {
  const order = await merchant.place();
  assert.match((await form({ prepay_id: order.prepay_id, act: 'cancel' })).text, /已取消/);
  assert.equal((await form({ prepay_id: order.prepay_id, redirect_url: 'http://localhost/x', act: 'cancel' })).status, 302);
  assert.equal(rig.sandbox.store.orders.get(order.out_trade_no).state, 'NOTPAY');
});

test('QR codes lead to the cashier', async () => {
  const order = await merchant.place({ trade_type: 'NATIVE', product_id: '1', openid: undefined, notify_url: shop.url });
  assert.equal((await page({ code_url: order.code_url })).status, 200);
  assert.equal((await form({ code_url: order.code_url, act: 'pay' })).status, 200);
  await until(() => shop.received.length === 1);
  assert.match(shop.fields().openid, /^o/);
});

test('the JSON twin', async () => {
  const order = await merchant.place({ notify_url: shop.url });
  const paid = await merchant.json('/cashier/pay', { out_trade_no: order.out_trade_no });
  assert.equal(paid.paid, true);
  assert.equal((await merchant.json('/cashier/pay', { prepay_id: order.prepay_id })).status, 409);
  assert.equal((await merchant.json('/cashier/pay', { prepay_id: 'x', out_trade_no: order.out_trade_no })).status, 404);
});

test('a door older than two hours is shut', async () => {
  const order = await merchant.place();
  rig.sandbox.store.prepayIds.get(order.prepay_id).made_at -= 2 * 3600 * 1000;
  assert.match((await page({ prepay_id: order.prepay_id })).text, /支付凭证已过期/);
  assert.equal((await page({ prepay_id: 'x' })).status, 404);
});

function sms(message, secret = CONFIG.secret) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return request(merchant.url('/sms/send'), { method: 'POST', headers }, JSON.stringify(message));
}

test('short messages: sent, listed, shown, guarded', async () => {
  const message = { phone: '13800138000', sign: '微商城', template: '登录<验证码>', params: { code: '123456' } };
  assert.ok(JSON.parse((await sms(message)).text).message_id);
  await sms({ ...message, phone: '13900139000', params: { code: '654321' } });
  const { messages } = await merchant.json('/sms.json?phone=13800138000');
  assert.deepEqual(messages.map((one) => one.params.code), ['123456']);
  const { text } = await merchant.raw('/sms', '', 'GET');
  assert.ok(text.indexOf('654321') < text.indexOf('123456'));
  assert.match(text, /登录&lt;验证码&gt;/);
  assert.equal((await sms(message, 'wrong')).status, 401);
  for (const changes of [{ phone: 'x' }, { sign: '' }, { template: 1 }, { params: null }]) {
    assert.equal((await sms({ ...message, ...changes })).status, 400);
  }
});

test('the index lists orders and links unpaid ones', async () => {
  const order = await merchant.place({ body: '待付的' });
  const { text } = await merchant.raw('/', '', 'GET');
  assert.match(text, new RegExp(`/cashier\\?out_trade_no=${order.out_trade_no}`));
  assert.equal((await page({ out_trade_no: order.out_trade_no })).status, 200);
});
