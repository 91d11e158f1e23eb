'use strict';
// POST /pay/downloadbill: the trade bill of one Beijing day as WeChat's text (not quite CSV).
// Unlike WeChat the sandbox also gives the bill of the day that is still running.

const zlib = require('node:zlib');
const answer = require('./answer');
const xml = require('./xml');
const { Refusal, parseBody, checkEnvelope } = require('./merchant_call');
const beijing = require('./beijing_time');

const REFUND_TIMES = ['退款申请时间', '退款成功时间'];
const REFUND_COLUMNS = ['微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态', '申请退款金额'];
const COLUMNS = ['交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号', '用户标识', '交易类型', '交易状态',
  '付款银行', '货币种类', '应结订单金额', '代金券金额', '微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态',
  '商品名称', '商户数据包', '手续费', '费率', '订单金额', '申请退款金额', '费率备注'];
const SUMMARY = ['总交易单数', '应结订单总金额', '退款总金额', '充值券退款总金额', '手续费总金额', '订单总金额', '申请退款总金额'];

function yuan(fen) {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

// 0.6 % of the amount, rounded to whole fen; the bill shows it with five decimals.
function charge(fen) {
  return Math.round((fen * 6) / 1000);
}

function commonCells(config, order) {
  return {
    公众账号ID: config.appid, 商户号: config.mch_id, 特约商户号: '0', 设备号: order.device_info, 微信订单号: order.transaction_id,
    商户订单号: order.out_trade_no, 用户标识: order.payer, 交易类型: order.trade_type, 付款银行: order.bank_type || 'OTHERS',
    货币种类: 'CNY', 代金券金额: '0.00', 充值券退款金额: '0.00', 商品名称: order.body, 商户数据包: order.attach, 费率: '0.60%', 费率备注: '',
  };
}

function paymentRow(config, order) {
  return {
    at: order.paid_at, fee: charge(order.paid_fee), paid: order.paid_fee, refunded: 0,
    cells: {
      ...commonCells(config, order), 交易时间: beijing.readable(order.paid_at), 交易状态: 'SUCCESS',
      应结订单金额: yuan(order.paid_fee), 微信退款单号: '0', 商户退款单号: '0', 退款金额: '0.00', 退款类型: '', 退款状态: '',
      手续费: `${yuan(charge(order.paid_fee))}000`, 订单金额: yuan(order.paid_fee), 申请退款金额: '0.00',
    },
  };
}

function refundRow(config, order, refund) {
  const fee = -charge(refund.refund_fee);
  return {
    at: refund.created_at, fee, paid: 0, refunded: refund.refund_fee,
    cells: {
      ...commonCells(config, order), 交易时间: beijing.readable(refund.created_at), 交易状态: 'REFUND', 应结订单金额: '0.00',
      微信退款单号: refund.refund_id, 商户退款单号: refund.out_refund_no, 退款金额: yuan(refund.refund_fee),
      退款类型: 'ORIGINAL', 退款状态: refund.status === 'REFUNDCLOSE' ? 'FAIL' : refund.status, 手续费: `${yuan(fee)}000`,
      订单金额: '0.00', 申请退款金额: yuan(refund.refund_fee), 退款申请时间: beijing.readable(refund.created_at),
      退款成功时间: refund.status === 'SUCCESS' ? beijing.readable(refund.finished_at) : '',
    },
  };
}

function columnsOf(type) {
  if (type === 'SUCCESS') return COLUMNS.filter((name) => !REFUND_COLUMNS.includes(name));
  if (type !== 'REFUND') return COLUMNS;
  const at = COLUMNS.indexOf('微信退款单号');
  return [...COLUMNS.slice(0, at), ...REFUND_TIMES, ...COLUMNS.slice(at)];
}

const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);

function billText(rows, type) {
  const columns = columnsOf(type);
  // A field may hold a comma, which readers expect, but a line break would tear the row.
  const line = (cells) => cells.map((cell) => `\`${String(cell).replace(/[\r\n]/g, ' ')}`).join(',');
  const [paid, refunded, fee] = [sum(rows, 'paid'), sum(rows, 'refunded'), sum(rows, 'fee')];
  const lines = [
    columns.join(','),
    ...rows.map((row) => line(columns.map((name) => row.cells[name]))),
    SUMMARY.join(','),
    line([rows.length, yuan(paid), yuan(refunded), '0.00', `${yuan(fee)}000`, yuan(paid), yuan(refunded)]),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function rowsOf(sandbox, date, type) {
  const { config, store } = sandbox;
  const rows = [];
  for (const order of store.orders.values()) {
    if (order.state !== 'SUCCESS') continue;
    if (type !== 'REFUND') rows.push(paymentRow(config, order));
    if (type === 'SUCCESS') continue;
    rows.push(...store.refundsOf(order).map((refund) => refundRow(config, order, refund)));
  }
  return rows.filter((row) => beijing.day(row.at) === date).sort((a, b) => a.at - b.at);
}

function makeBill(sandbox, fields) {
  if (!fields.bill_date) throw new Refusal('20001', 'missing parameter');
  if (Number.isNaN(beijing.parse(`${fields.bill_date}000000`))) throw new Refusal('20001', 'data format error');
  const type = fields.bill_type || 'ALL';
  if (!['ALL', 'SUCCESS', 'REFUND', 'RECHARGE_REFUND'].includes(type)) throw new Refusal('20001', 'invalid bill_type');
  if (fields.tar_type && fields.tar_type !== 'GZIP') throw new Refusal('20001', 'data format error');
  const rows = type === 'RECHARGE_REFUND' ? [] : rowsOf(sandbox, fields.bill_date, type);
  if (rows.length === 0) throw new Refusal('20002', 'No Bill Exist');
  return Buffer.from(billText(rows, type));
}

function failure(errorCode, message) {
  return answer.xml(xml.write({ return_code: 'FAIL', return_msg: message, error_code: errorCode }));
}

function download(sandbox, call) {
  try {
    const fields = parseBody(call);
    checkEnvelope(sandbox.config, fields);
    const bytes = makeBill(sandbox, fields);
    if (fields.tar_type === 'GZIP') return answer.text(zlib.gzipSync(bytes), 'application/x-gzip');
    return answer.text(bytes, 'text/plain; charset=utf-8');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure(error.code, error.code === 'SIGNERROR' ? 'SIGN ERROR' : error.message);
  }
}

module.exports = { routes: { '* /pay/downloadbill': download }, COLUMNS, billText, paymentRow, refundRow, failure };
