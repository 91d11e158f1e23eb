'use strict';
// Refunds: certificate, acceptance, result, limits, query and notification.

const test = require('node:test');
const assert = require('node:assert/strict');
const https = require('node:https');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { startRig, request, until, CONFIG } = require('./rig');
const { loadCertificates } = require('../../sandbox/certificates');
const cipher = require('../../sandbox/refund_cipher');
const xml = require('../../sandbox/xml');

let rig;
let merchant;
let shop;
test.before(async () => { rig = await startRig(); ({ merchant, shop } = rig); });
test.after(() => rig.stop());
test.beforeEach(async () => {
  await merchant.control('reset', {});
  await merchant.control('set', { refund_delay_ms: 20 });
  shop.received = [];
});

async function paid(fee = 888) {
  const { out_trade_no: number } = await merchant.place({ total_fee: String(fee) });
  return (await merchant.control('pay', { out_trade_no: number, notify: false })).order;
}

const asked = (order, changes = {}) => ({
  out_trade_no: order.out_trade_no, out_refund_no: `R${order.out_trade_no}`, total_fee: String(order.paid_fee), refund_fee: '300', ...changes,
});
const ask = (fields) => merchant.call('/pay/refundquery', fields);

test('accepted first, done later, seen in both queries', async () => {
  const order = await paid();
  const answer = await merchant.refund(asked(order));
  assert.equal(answer.result_code, 'SUCCESS');
  const first = await ask({ refund_id: answer.refund_id });
  assert.equal(first.refund_count, '1');
  await until(async () => (await ask({ out_refund_no: answer.out_refund_no })).refund_status_0 === 'SUCCESS');
  const done = await ask({ out_trade_no: order.out_trade_no });
  assert.match(done.refund_success_time_0, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  assert.equal(done.refund_fee_0, '300');
  assert.equal(done.refund_recv_accout_0, '支付用户零钱');
  assert.equal((await merchant.call('/pay/orderquery', { out_trade_no: order.out_trade_no })).trade_state, 'REFUND');
});

test('without the client certificate the gate stays shut', async () => {
  const order = await paid();
  const { ca } = merchant.certificates();
  assert.equal((await merchant.refund(asked(order), { ca })).return_code, 'FAIL');
  const body = xml.write(merchant.signed(asked(order)));
  const plain = await merchant.raw('/secapi/pay/refund', body);
  assert.equal(xml.read(plain.text).return_code, 'FAIL');
  const address = `https://127.0.0.1:${rig.sandbox.tlsPort}/pay/refundquery`;
  const query = await request(address, { method: 'POST', ca }, xml.write(merchant.signed({ out_refund_no: 'x' })));
  assert.equal(xml.read(query.text).err_code, 'REFUNDNOTEXIST');
});

test('certificates of a foreign authority and the server\'s own are refused', async () => {
  const order = await paid();
  const state = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-other-'));
  await loadCertificates(state, CONFIG.mch_id);
  const read = (from, name) => fs.readFileSync(path.join(from, 'certificates', name));
  const { ca } = merchant.certificates();
  const foreign = { ca, cert: read(state, 'apiclient_cert.pem'), key: read(state, 'apiclient_key.pem') };
  assert.equal((await merchant.refund(asked(order), foreign)).return_code, 'FAIL');
  const server = { ca, cert: read(rig.state, 'server.pem'), key: read(rig.state, 'server.key') };
  assert.equal((await merchant.refund(asked(order), server)).return_code, 'FAIL');
  fs.rmSync(state, { recursive: true });
});

test('the client is known on resumed TLS sessions too', async () => {
  const order = await paid();
  const agent = new https.Agent({ keepAlive: false });
  const address = `https://127.0.0.1:${rig.sandbox.tlsPort}/secapi/pay/refund`;
  for (let i = 0; i < 3; i += 1) {
    const body = xml.write(merchant.signed(asked(order)));
    const answer = await request(address, { method: 'POST', agent, ...merchant.certificates() }, body);
    assert.equal(xml.read(answer.text).result_code, 'SUCCESS', answer.text);
  }
});

test('the same number is the same refund, changed parameters are refused', async () => {
  const order = await paid();
  const first = await merchant.refund(asked(order));
  const again = await merchant.refund(asked(order));
  assert.equal(first.refund_id, again.refund_id);
  assert.equal((await merchant.refund(asked(order, { refund_fee: '301' }))).err_code, 'ERROR');
});

test('the sum of all refunds stays within the payment', async () => {
  const order = await paid();
  await merchant.refund(asked(order, { out_refund_no: 'a', refund_fee: '588' }));
  assert.equal((await merchant.refund(asked(order, { out_refund_no: 'b', refund_fee: '301' }))).err_code, 'ERROR');
  assert.equal((await merchant.refund(asked(order, { out_refund_no: 'c', refund_fee: '300' }))).result_code, 'SUCCESS');
});

test('at most fifty refunds of one order, listed ten at a time', async () => {
  const order = await paid();
  for (let n = 0; n < 50; n += 1) {
    const answer = await merchant.refund(asked(order, { out_refund_no: `n${n}`, refund_fee: '1' }));
    assert.equal(answer.result_code, 'SUCCESS');
  }
  assert.equal((await merchant.refund(asked(order, { out_refund_no: 'n50', refund_fee: '1' }))).err_code, 'INVALID_REQUEST');
  const page = await ask({ out_trade_no: order.out_trade_no, offset: '45' });
  assert.equal(page.refund_count, '5');
  assert.equal(page.total_refund_count, '50');
  assert.equal(page.out_refund_no_0, 'n45');
});

test('refuses what is wrong', async () => {
  const order = await paid();
  const unpaid = await merchant.place();
  const code = async (fields) => (await merchant.refund(fields)).err_code;
  assert.equal(await code(asked(order, { out_trade_no: undefined })), 'PARAM_ERROR');
  assert.equal(await code(asked(order, { out_refund_no: undefined })), 'PARAM_ERROR');
  assert.equal(await code(asked(order, { refund_fee: '0' })), 'PARAM_ERROR');
  assert.equal(await code(asked(order, { out_refund_no: 'a b' })), 'PARAM_ERROR');
  assert.equal(await code(asked(order, { notify_url: 'http://127.0.0.1/?a' })), 'PARAM_ERROR');
  assert.equal(await code(asked(order, { total_fee: '887' })), 'ERROR');
  assert.equal(await code(asked(order, { out_trade_no: 'nothing' })), 'ORDERNOTEXIST');
  assert.equal(await code(asked(order, { transaction_id: 'nothing' })), 'INVALID_TRANSACTIONID');
  assert.equal(await code({ ...asked(order), out_trade_no: unpaid.out_trade_no }), 'INVALID_REQUEST');
  assert.equal((await ask({ out_refund_no: 'nothing' })).err_code, 'REFUNDNOTEXIST');
  assert.equal((await ask({})).err_code, 'PARAM_ERROR');
});

function innerFields(n) {
  const outer = shop.fields(n);
  assert.equal(outer.sign, undefined);
  return xml.read(cipher.decrypt(outer.req_info, CONFIG.api_key), 'root');
}

test('the result is reported when a notify_url was given', async () => {
  const order = await paid();
  await merchant.refund(asked(order, { notify_url: shop.url }));
  await until(() => shop.received.length === 1);
  const inner = innerFields(0);
  assert.equal(inner.refund_status, 'SUCCESS');
  assert.equal(inner.refund_fee, '300');
  assert.equal(inner.transaction_id, order.transaction_id);
});

test('results can be chosen before and after applying', async () => {
  const order = await paid();
  await merchant.control('refund_result', { out_refund_no: 'later', status: 'PROCESSING' });
  await merchant.refund(asked(order, { out_refund_no: 'later', notify_url: shop.url }));
  await new Promise((resolve) => { setTimeout(resolve, 60); });
  assert.equal((await ask({ out_refund_no: 'later' })).refund_status_0, 'PROCESSING');
  await merchant.control('refund_result', { out_refund_no: 'later', status: 'CHANGE' });
  assert.equal((await ask({ out_refund_no: 'later' })).refund_status_0, 'CHANGE');
  assert.equal(innerFields(0).refund_status, 'CHANGE');
});

test('a closed refund gives its room back and is tried again under its number', async () => {
  const order = await paid();
  await merchant.control('refund_result', { out_refund_no: 'whole', status: 'REFUNDCLOSE' });
  const first = await merchant.refund(asked(order, { out_refund_no: 'whole', refund_fee: '888' }));
  await until(async () => (await ask({ out_refund_no: 'whole' })).refund_status_0 === 'REFUNDCLOSE');
  await merchant.control('refund_result', { out_refund_no: 'whole', status: 'SUCCESS' });
  const again = await merchant.refund(asked(order, { out_refund_no: 'whole', refund_fee: '888' }));
  assert.equal(again.refund_id, first.refund_id);
  assert.equal((await ask({ out_refund_no: 'whole' })).refund_status_0, 'SUCCESS');
});

test('refund notices can be forged and made for refunds nobody asked for', async () => {
  const override = { out_refund_no: 'platform', refund_request_source: 'VENDOR_PLATFORM', refund_status: 'SUCCESS' };
  await merchant.control('notify', { out_refund_no: 'platform', notify_url: shop.url, override });
  assert.equal(innerFields(0).refund_request_source, 'VENDOR_PLATFORM');
  for (const forge of ['other_key', 'empty_key', 'tampered']) {
    const response = await merchant.raw('/control/refund_notice_xml', JSON.stringify({ out_refund_no: 'platform', override, forge }));
    const { req_info: sealed } = xml.read(response.text);
    assert.notEqual(sealed, cipher.encrypt(xml.write(override, 'root'), CONFIG.api_key));
  }
});
