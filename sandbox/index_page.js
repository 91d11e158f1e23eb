'use strict';
// GET /: the way into the sandbox for a person.

const answer = require('./answer');
const { page, escape, yuan } = require('./page');
const { tradeState } = require('./order');

const STATE_WORD = { NOTPAY: '待支付', SUCCESS: '已支付', REFUND: '有退款', CLOSED: '已关闭' };
const SHOWN = 50;

function orderRow(store, order) {
  const state = tradeState(store, order);
  const inside = `<span>${escape(order.body)}<br><small class="soft">${escape(order.out_trade_no)} · ${STATE_WORD[state]}</small></span>`
    + `<b>¥ ${yuan(order.total_fee)}</b>`;
  if (state !== 'NOTPAY') return `<div class="row">${inside}</div>`;
  return `<a class="row" href="/cashier?out_trade_no=${encodeURIComponent(order.out_trade_no)}">${inside}</a>`;
}

function index(sandbox) {
  const { store } = sandbox;
  const orders = [...store.orders.values()].reverse().slice(0, SHOWN);
  const rows = orders.map((order) => orderRow(store, order)).join('')
    || '<p class="soft">还没有订单。在商城下单后，这里可以替买家付款。</p>';
  return answer.html(page('微信沙箱', `<div class="card"><a class="row" href="/sms"><span>短信收件箱</span><b>${store.messages.length}</b></a>
<a class="row" href="/control/state"><span>状态（JSON）</span></a></div>
<form class="card" action="/cashier"><label for="code_url">扫码支付：粘贴二维码内容</label>
<input id="code_url" name="code_url" placeholder="weixin://wxpay/bizpayurl?pr=" required><button class="primary">打开收银台</button></form>
<div class="card"><b>订单</b>${rows}</div>`));
}

module.exports = { routes: { 'GET /': index } };
