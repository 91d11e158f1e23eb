'use strict';
// The cashier: the page where a person sees the amount and pays or turns away.
// POST /cashier/pay takes the form of the page, or JSON for tests.

const answer = require('./answer');
const { page, escape, yuan, localUrl } = require('./page');
const { NotPayable, findPayable, checkPayable, pay } = require('./order');
const delivery = require('./delivery');
const notice = require('./notice');

function messagePage(title, text, redirect, status = 200) {
  const back = redirect ? `<a class="button plain" href="${escape(redirect)}">返回商家</a>` : '';
  return answer.html(page(title, `<div class="card center"><p>${escape(text)}</p>${back}</div>`), status);
}

function orderCard(order) {
  const payer = order.openid ? `<p class="soft">付款人 ${escape(order.openid)}</p>` : '';
  return `<div class="card"><p class="center">${escape(order.body)}</p>
<p class="amount"><small>¥</small> ${yuan(order.total_fee)}</p>
<p class="soft">商户单号 ${escape(order.out_trade_no)}</p>${payer}</div>`;
}

function show(sandbox, call) {
  const asked = Object.fromEntries(call.query);
  const redirect = localUrl(asked.redirect_url);
  const found = findPayable(sandbox.store, asked);
  if (!found) return messagePage('无法支付', '没有这笔订单', redirect, 404);
  try {
    checkPayable(found, Date.now());
  } catch (error) {
    if (!(error instanceof NotPayable)) throw error;
    return messagePage('无法支付', error.message, redirect);
  }
  const hidden = ['prepay_id', 'code_url', 'out_trade_no', 'redirect_url'].filter((name) => asked[name])
    .map((name) => `<input type="hidden" name="${name}" value="${escape(asked[name])}">`);
  return answer.html(page('微信支付收银台', `${orderCard(found.order)}
<form method="post" action="/cashier/pay">${hidden.join('')}
<button class="primary" name="act" value="pay">支付</button>
<button class="plain" name="act" value="cancel">取消</button></form>`));
}

function payAndNotify(sandbox, asked) {
  const found = findPayable(sandbox.store, asked);
  if (!found) throw new answer.BadCall('没有这笔订单', 404);
  const order = pay(sandbox, found, { openid: asked.openid });
  // The person does not wait for the shop's server; the money has moved either way.
  delivery.start(sandbox, notice.paymentNotice(sandbox, order));
  return order;
}

function payForm(sandbox, asked) {
  const redirect = localUrl(asked.redirect_url);
  if (asked.act === 'cancel') return redirect ? answer.redirect(redirect) : messagePage('已取消', '订单没有支付', null);
  try {
    payAndNotify(sandbox, asked);
  } catch (error) {
    if (error instanceof NotPayable) return messagePage('无法支付', error.message, redirect, 409);
    if (error instanceof answer.BadCall) return messagePage('无法支付', error.message, redirect, error.status);
    throw error;
  }
  return redirect ? answer.redirect(redirect) : messagePage('支付成功', '已付款，可以回到商家页面', null);
}

function payJson(sandbox, asked) {
  try {
    const order = payAndNotify(sandbox, asked);
    return answer.json({ paid: true, out_trade_no: order.out_trade_no, transaction_id: order.transaction_id });
  } catch (error) {
    if (!(error instanceof NotPayable)) throw error;
    throw new answer.BadCall(error.message, 409);
  }
}

function payRoute(sandbox, call) {
  const isJson = call.body[0] === '{'.charCodeAt(0);
  return isJson ? payJson(sandbox, answer.readJson(call)) : payForm(sandbox, answer.readForm(call));
}

module.exports = { routes: { 'GET /cashier': show, 'POST /cashier/pay': payRoute } };
