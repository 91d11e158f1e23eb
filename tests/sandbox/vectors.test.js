'use strict';
// Every WeChat Pay V2 vector the sandbox can play: made by other implementations, accepted and made alike here.

const test = require('node:test');
const assert = require('node:assert/strict');
const { vectors, startRig, CONFIG } = require('./rig');
const { sign, stringToSign } = require('../../sandbox/signature');
const cipher = require('../../sandbox/refund_cipher');
const xml = require('../../sandbox/xml');
const bill = require('../../sandbox/bill');
const beijing = require('../../sandbox/beijing_time');
const { isAnswered } = require('./vector_reply');

const all = vectors();
const KEY = all.keys.v2_api_key;
let rig;
test.before(async () => { rig = await startRig(); });
test.after(() => rig.stop());
test.beforeEach(() => rig.merchant.control('reset', {}));

for (const one of all.wxpay_v2_sign) {
  test(`signature ${one.name}`, () => {
    assert.equal(stringToSign(one.params, KEY), one.string_to_sign);
    assert.equal(sign(one.params, KEY), one.md5);
    assert.equal(sign(one.params, KEY, 'HMAC-SHA256'), one.hmac_sha256);
  });
}

for (const one of all.wxpay_v2_unifiedorder_request) {
  test(`unifiedorder request ${one.sign_type}`, async () => {
    assert.equal(xml.read(one.xml).body, '微商城-订单 <测试>&"1"');
    const response = await rig.merchant.raw('/pay/unifiedorder', one.xml);
    const answer = xml.read(response.text);
    assert.equal(answer.result_code, 'SUCCESS', response.text);
    assert.equal(answer.sign, sign(answer, KEY, one.sign_type));
    assert.match(answer.prepay_id, /^wx\d{14}[0-9a-f]{20}$/);
  });
}

test('unifiedorder response: same fields, same order of reading, same signature', () => {
  const fields = xml.read(all.wxpay_v2_unifiedorder_response.xml);
  assert.equal(sign(fields, KEY), fields.sign);
});

for (const one of all.wxpay_v2_pay_notify) {
  test(`payment notification ${one.name} is played byte for byte in meaning`, async () => {
    const recorded = { ...xml.read(one.xml) };
    // Fields the sandbox would add by itself are taken away when the vector has none.
    const override = { nonce_str: null, ...recorded };
    if (!recorded.sign) override.sign = null;
    const forge = recorded.sign ? undefined : 'no_sign';
    delete override.return_msg;
    const response = await rig.merchant.raw('/control/notice_xml', JSON.stringify({ override, forge }));
    assert.deepEqual({ ...xml.read(response.text) }, recorded);
  });
}

test('payment notifications that must be accepted carry the signature the sandbox makes', async () => {
  for (const one of all.wxpay_v2_pay_notify.filter((vector) => vector.expect === 'accept')) {
    const { sign: recorded, ...fields } = xml.read(one.xml);
    const response = await rig.merchant.raw('/control/notice_xml', JSON.stringify({ override: fields }));
    assert.equal(xml.read(response.text).sign, recorded, one.name);
  }
});

test('notification replies: success ends the delivery, failure does not', async () => {
  const { success_xml: success, fail_xml: fail } = all.wxpay_v2_notify_reply;
  assert.equal(await isAnswered(rig, success), true);
  assert.equal(await isAnswered(rig, fail), false);
});

test('refund notification', () => {
  const one = all.wxpay_v2_refund_notify;
  assert.equal(cipher.cipherKey(KEY).toString('ascii'), one.aes_key_ascii);
  assert.equal(cipher.decrypt(one.req_info, KEY), one.plaintext);
  assert.equal(cipher.encrypt(one.plaintext, KEY), one.req_info);
  assert.equal(xml.read(one.xml).req_info, one.req_info);
  assert.equal(xml.read(one.plaintext, 'root').refund_fee, '300');
});

test('client parameters', () => {
  const { paySign, ...jsapi } = all.wxpay_v2_client_params.jsapi;
  const { sign: appSign, ...app } = all.wxpay_v2_client_params.app;
  assert.equal(sign(jsapi, KEY), paySign);
  assert.equal(sign(app, KEY), appSign);
});

test('trade bill, byte for byte', () => {
  const order = {
    out_trade_no: 'M20261121000001', transaction_id: '4200001234202611221234567890', payer: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    trade_type: 'JSAPI', bank_type: 'CFT', paid_fee: 888, body: '商品, 含逗号', attach: 'mall=1', device_info: '',
    paid_at: beijing.parse('20261121103000'),
  };
  const refund = {
    refund_id: '50000408942026112207145868882', out_refund_no: 'R20261121000001', refund_fee: 300, status: 'SUCCESS',
    created_at: beijing.parse('20261121110000'), finished_at: beijing.parse('20261121110010'),
  };
  const rows = [bill.paymentRow(CONFIG, order), bill.refundRow(CONFIG, order, refund)];
  assert.equal(bill.billText(rows, 'ALL'), all.wxpay_bill_csv.text_with_bom);
});
