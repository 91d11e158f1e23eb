'use strict';
// Placing orders: the checks, repeating, and the three ways a person can reach the cashier.

const test = require('node:test');
const assert = require('node:assert/strict');
const { startRig, request, CONFIG } = require('./rig');
const xml = require('../../sandbox/xml');
const beijing = require('../../sandbox/beijing_time');

let rig;
let merchant;
test.before(async () => { rig = await startRig(); merchant = rig.merchant; });
test.after(() => rig.stop());

const place = (changes, how) => merchant.call('/pay/unifiedorder', merchant.order(changes), how);
const SCENE = '{"h5_info":{"type":"Wap","wap_url":"http://127.0.0.1","wap_name":"店"}}';

test('each trade type gives what the shop needs', async () => {
  assert.match((await place({})).prepay_id, /^wx/);
  assert.match((await place({ trade_type: 'NATIVE', product_id: '1' })).code_url, /^weixin:\/\/wxpay\/bizpayurl\?pr=[\w-]+$/);
  const web = await place({ trade_type: 'MWEB', scene_info: SCENE });
  assert.equal((await request(web.mweb_url)).status, 200);
  assert.equal((await place({ trade_type: 'APP' })).trade_type, 'APP');
});

test('answers are signed with HMAC-SHA256 when asked so', async () => {
  assert.equal((await place({ sign_type: 'HMAC-SHA256' })).sign.length, 64);
});

for (const [name, changes, code] of [
  ['no body', { body: undefined }, 'LACK_PARAMS'],
  ['no number', { out_trade_no: undefined }, 'LACK_PARAMS'],
  ['no amount', { total_fee: undefined }, 'LACK_PARAMS'],
  ['no address', { spbill_create_ip: undefined }, 'LACK_PARAMS'],
  ['no notify_url', { notify_url: undefined }, 'LACK_PARAMS'],
  ['no trade type', { trade_type: undefined }, 'LACK_PARAMS'],
  ['JSAPI without openid', { openid: undefined }, 'LACK_PARAMS'],
  ['NATIVE without product_id', { trade_type: 'NATIVE' }, 'LACK_PARAMS'],
  ['MWEB without scene_info', { trade_type: 'MWEB' }, 'LACK_PARAMS'],
  ['MWEB with odd scene_info', { trade_type: 'MWEB', scene_info: '{}' }, 'PARAM_ERROR'],
  ['MWEB with broken scene_info', { trade_type: 'MWEB', scene_info: '{' }, 'PARAM_ERROR'],
  ['unknown trade type', { trade_type: 'MAGIC' }, 'PARAM_ERROR'],
  ['zero amount', { total_fee: '0' }, 'PARAM_ERROR'],
  ['negative amount', { total_fee: '-1' }, 'PARAM_ERROR'],
  ['amount in yuan', { total_fee: '8.88' }, 'PARAM_ERROR'],
  ['long body', { body: '长'.repeat(43) }, 'PARAM_ERROR'],
  ['long attach', { attach: 'x'.repeat(128) }, 'PARAM_ERROR'],
  ['long number', { out_trade_no: 'x'.repeat(33) }, 'PARAM_ERROR'],
  ['number with a space', { out_trade_no: 'a b' }, 'PARAM_ERROR'],
  ['number in Chinese', { out_trade_no: '订单1' }, 'PARAM_ERROR'],
  ['not an address', { spbill_create_ip: 'localhost' }, 'PARAM_ERROR'],
  ['relative notify_url', { notify_url: '/notify' }, 'PARAM_ERROR'],
  ['notify_url with query', { notify_url: 'http://127.0.0.1/notify?a=1' }, 'PARAM_ERROR'],
  ['notify_url of another scheme', { notify_url: 'ftp://127.0.0.1/notify' }, 'PARAM_ERROR'],
  ['foreign currency', { fee_type: 'USD' }, 'PARAM_ERROR'],
  ['odd time', { time_expire: '20261322000000' }, 'PARAM_ERROR'],
  ['too early expiry', { time_expire: beijing.stamp(Date.now() + 1000) }, 'INVALID_REQUEST'],
  ['foreign appid', { appid: 'wx0000000000000000' }, 'APPID_MCHID_NOT_MATCH'],
]) {
  test(`refuses ${name}`, async () => {
    const answer = await place(changes);
    assert.equal(answer.return_code, 'SUCCESS');
    assert.equal(answer.result_code, 'FAIL');
    assert.equal(answer.err_code, code);
    assert.ok(answer.err_code_des);
  });
}

test('a body of exactly 127 bytes is fine', async () => {
  assert.equal((await place({ body: `x${'长'.repeat(42)}` })).result_code, 'SUCCESS');
});

async function refusedCommunication(body, code, method) {
  const response = await merchant.raw('/pay/unifiedorder', body, method);
  assert.equal(response.status, 200);
  const answer = xml.read(response.text);
  assert.equal(answer.return_code, 'FAIL');
  assert.equal(answer.err_code, code);
  assert.equal(answer.sign, undefined);
}

test('communication failures are unsigned', async () => {
  const good = merchant.signed(merchant.order());
  await refusedCommunication('', 'POST_DATA_EMPTY');
  await refusedCommunication('', 'REQUIRE_POST_METHOD', 'GET');
  await refusedCommunication('<xml>', 'XML_FORMAT_ERROR');
  await refusedCommunication(Buffer.from([0x3c, 0x78, 0xff, 0xfe]), 'NOT_UTF8');
  await refusedCommunication(xml.write({ ...good, total_fee: '1' }), 'SIGNERROR');
  await refusedCommunication(xml.write({ ...good, sign: good.sign.toLowerCase() }), 'SIGNERROR');
  await refusedCommunication(xml.write(merchant.signed(merchant.order(), { key: '' })), 'SIGNERROR');
  await refusedCommunication(xml.write({ ...good, sign: '' }), 'LACK_PARAMS');
  await refusedCommunication(xml.write(merchant.signed(merchant.order({ mch_id: '1' }))), 'MCHID_NOT_EXIST');
  await refusedCommunication(xml.write(merchant.signed(merchant.order({ sign_type: 'md5' }))), 'SIGNERROR');
});

test('the same number: identical gives a fresh prepay_id, changed is refused', async () => {
  const fields = merchant.order();
  const first = await merchant.call('/pay/unifiedorder', fields);
  const second = await merchant.call('/pay/unifiedorder', { ...fields, time_expire: beijing.stamp(Date.now() + 600000) });
  assert.equal(second.result_code, 'SUCCESS');
  assert.notEqual(first.prepay_id, second.prepay_id);
  const changed = await merchant.call('/pay/unifiedorder', { ...fields, total_fee: '889' });
  assert.equal(changed.err_code, 'OUT_TRADE_NO_USED');
});

test('a paid or closed number can never be used again', async () => {
  const paid = merchant.order();
  await merchant.call('/pay/unifiedorder', paid);
  await merchant.control('pay', { out_trade_no: paid.out_trade_no, notify: false });
  assert.equal((await merchant.call('/pay/unifiedorder', paid)).err_code, 'ORDERPAID');
  const closed = merchant.order();
  await merchant.call('/pay/unifiedorder', closed);
  await merchant.control('set', { close_after_ms: 0 });
  await merchant.call('/pay/closeorder', { out_trade_no: closed.out_trade_no });
  assert.equal((await merchant.call('/pay/unifiedorder', closed)).err_code, 'ORDERCLOSED');
});

test('an expired order can be neither placed again nor paid, but late money can be forced', async () => {
  const order = await merchant.place({ time_expire: beijing.stamp(Date.now() + 120000) });
  rig.sandbox.store.orders.get(order.out_trade_no).expires_at = Date.now() - 1;
  const again = await merchant.call('/pay/unifiedorder', merchant.order({ out_trade_no: order.out_trade_no, time_expire: order.time_expire }));
  assert.equal(again.err_code, 'ORDERCLOSED');
  assert.equal((await merchant.control('pay', { out_trade_no: order.out_trade_no, notify: false })).status, 409);
  const late = await merchant.control('pay', { out_trade_no: order.out_trade_no, notify: false, force: true });
  assert.equal(late.order.state, 'SUCCESS');
});

test('the configured identity is what is answered', async () => {
  const answer = await place({});
  assert.equal(answer.appid, CONFIG.appid);
  assert.equal(answer.mch_id, CONFIG.mch_id);
});
