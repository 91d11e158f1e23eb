'use strict';
// The trade bill over the wire.

const test = require('node:test');
const assert = require('node:assert/strict');
const zlib = require('node:zlib');
const { startRig, until } = require('./rig');
const xml = require('../../sandbox/xml');

let rig;
let merchant;
test.before(async () => { rig = await startRig(); merchant = rig.merchant; });
test.after(() => rig.stop());

const DAY = '20261121';
const download = (fields, how) => merchant.raw('/pay/downloadbill', xml.write(merchant.signed({ bill_date: DAY, bill_type: 'ALL', ...fields }, how)));

// Rows as objects by header name, as a shop has to read them.
function rowsOf(text) {
  assert.equal(text.charCodeAt(0), 0xfeff);
  const lines = text.slice(1).split('\r\n');
  const names = lines[0].split(',');
  const end = lines.findIndex((line) => line.startsWith('总交易单数'));
  return lines.slice(1, end).map((line) => {
    const cells = line.slice(1).split(',`');
    assert.equal(cells.length, names.length);
    return Object.fromEntries(names.map((name, n) => [name, cells[n]]));
  });
}

test('an empty day, then a payment and a refund', async () => {
  assert.equal(xml.read((await download()).text).return_msg, 'No Bill Exist');
  await merchant.control('set', { refund_delay_ms: 0 });
  const order = await merchant.place({ body: '商品, 含逗号', attach: 'mall=1' });
  await merchant.control('pay', { out_trade_no: order.out_trade_no, notify: false, paid_at: `${DAY}103000` });
  await merchant.refund({ out_trade_no: order.out_trade_no, out_refund_no: 'R1', total_fee: '888', refund_fee: '300' });
  await until(() => rig.sandbox.store.refunds.get('R1').status === 'SUCCESS');
  const [row] = rowsOf((await download()).text);
  assert.equal(row.商户订单号, order.out_trade_no);
  assert.equal(row.商品名称, '商品, 含逗号');
  assert.equal(row.应结订单金额, '8.88');
  assert.equal(row.手续费, '0.05000');
  // The refund was asked for today and stands in today's bill.
  const { day } = require('../../sandbox/beijing_time');
  const [refund] = rowsOf((await download({ bill_date: day(Date.now()), bill_type: 'REFUND' })).text);
  assert.equal(refund.退款金额, '3.00');
  assert.match(refund.退款成功时间, /^\d{4}-/);
  const today = await download({ bill_date: day(Date.now()), bill_type: 'SUCCESS' });
  assert.equal(xml.read(today.text).return_msg, 'No Bill Exist');
});

test('types and packing', async () => {
  const [row] = rowsOf((await download({ bill_type: 'SUCCESS' })).text);
  assert.equal(row.微信退款单号, undefined);
  const packed = await download({ tar_type: 'GZIP' });
  assert.equal(rowsOf(zlib.gunzipSync(packed.bytes).toString('utf8')).length, 1);
  const message = async (fields, how) => xml.read((await download(fields, how)).text).return_msg;
  assert.equal(await message({ bill_type: 'RECHARGE_REFUND' }), 'No Bill Exist');
  assert.equal(await message({ bill_type: 'ODD' }), 'invalid bill_type');
  assert.equal(await message({ bill_date: '2026-11-21' }), 'data format error');
  assert.equal(await message({ bill_date: undefined }), 'missing parameter');
  assert.equal(await message({}, { key: 'x' }), 'SIGN ERROR');
});

test('a bill that is still being made', async () => {
  await merchant.control('fault', { endpoint: '/pay/downloadbill', kind: 'business', err_code: '20003', err_code_des: 'Bill Creating' });
  assert.equal(xml.read((await download()).text).return_msg, 'Bill Creating');
});
