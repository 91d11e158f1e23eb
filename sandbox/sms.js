'use strict';
// Short messages: the shop sends them, a person (or a test) reads them in the inbox.

const crypto = require('node:crypto');
const answer = require('./answer');
const { page, escape } = require('./page');
const { readable } = require('./beijing_time');

const MOST_KEPT = 1000;

function mayCall(sandbox, call) {
  const given = crypto.createHash('sha256').update(call.headers.authorization || '').digest();
  const wanted = crypto.createHash('sha256').update(`Bearer ${sandbox.config.secret}`).digest();
  return crypto.timingSafeEqual(given, wanted);
}

function checkMessage(message) {
  if (typeof message.phone !== 'string' || !/^\+?[0-9]{5,15}$/.test(message.phone)) throw new answer.BadCall('phone is wrong');
  for (const name of ['sign', 'template']) {
    if (typeof message[name] !== 'string' || message[name] === '') throw new answer.BadCall(`${name} is missing`);
  }
  const { params } = message;
  if (typeof params !== 'object' || params === null || Array.isArray(params)) throw new answer.BadCall('params must be an object');
}

function send(sandbox, call) {
  if (!mayCall(sandbox, call)) throw new answer.BadCall('wrong secret', 401);
  const message = answer.readJson(call);
  checkMessage(message);
  const { store } = sandbox;
  const kept = {
    message_id: crypto.randomUUID(), at: Date.now(), phone: message.phone, sign: message.sign,
    template: message.template, params: message.params,
  };
  store.messages.unshift(kept);
  store.messages.length = Math.min(store.messages.length, MOST_KEPT);
  return answer.json({ message_id: kept.message_id });
}

function card(message) {
  const { code, ...others } = message.params;
  const rest = Object.entries(others).map(([name, value]) => `${escape(name)}：${escape(value)}`).join('，');
  return `<div class="card"><p class="soft">${escape(message.phone)} · ${readable(message.at)}</p>
<p>【${escape(message.sign)}】${escape(message.template)}</p>${code === undefined ? '' : `<p class="code">${escape(code)}</p>`}
${rest ? `<p class="soft">${rest}</p>` : ''}</div>`;
}

function inbox(sandbox) {
  const cards = sandbox.store.messages.map(card).join('\n');
  return answer.html(page('短信收件箱', cards || '<p class="card soft">还没有短信。商城发出的验证码会出现在这里。</p>'));
}

function list(sandbox, call) {
  const phone = call.query.get('phone');
  const messages = sandbox.store.messages.filter((message) => phone === null || message.phone === phone);
  return answer.json({ messages });
}

module.exports = { routes: { 'POST /sms/send': send, 'GET /sms': inbox, 'GET /sms.json': list } };
