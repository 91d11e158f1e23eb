'use strict';
// WeChat web sign-in: the page where a person is picked, and the two calls of the shop's server.

const answer = require('./answer');
const { page, escape } = require('./page');
const { avatarData, newPerson } = require('./people');
const identifier = require('./identifier');

const CODE_LIFE_MS = 5 * 60 * 1000;
const TOKEN_LIFE_MS = 7200 * 1000;
const SCOPES = ['snsapi_base', 'snsapi_userinfo', 'snsapi_login'];
const CARRIED = ['appid', 'redirect_uri', 'response_type', 'scope', 'state'];

function isWebAddress(text) {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

function problem(sandbox, asked) {
  if (asked.appid !== sandbox.config.appid) return 'appid 参数错误';
  if (asked.response_type !== 'code') return 'response_type 参数错误';
  if (!SCOPES.includes(asked.scope)) return 'scope 参数错误或没有 scope 权限';
  if (!/^[A-Za-z0-9]{0,128}$/.test(asked.state || '')) return 'state 参数错误';
  if (!isWebAddress(asked.redirect_uri)) return 'redirect_uri 参数错误';
  return null;
}

function grant(sandbox, asked, person) {
  const code = identifier.code();
  sandbox.store.codes.set(code, { openid: person.openid, scope: asked.scope, made_at: Date.now(), used: false });
  const target = new URL(asked.redirect_uri);
  target.searchParams.set('code', code);
  if (asked.state) target.searchParams.set('state', asked.state);
  return answer.redirect(target.href);
}

function picker(sandbox, asked) {
  const query = new URLSearchParams(CARRIED.filter((name) => asked[name]).map((name) => [name, asked[name]]));
  const rows = sandbox.people().map((one) => {
    const href = `/connect/oauth2/authorize?${query}&auto=${encodeURIComponent(one.openid)}`;
    return `<a class="row" href="${escape(href)}"><img alt="" src="${avatarData(one)}"><span>${escape(one.nickname)}</span></a>`;
  });
  const hidden = [...query].map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`);
  return page('选择微信用户登录', `<div class="card">${rows.join('')}</div>
<form class="card" method="post" action="/connect/oauth2/person">${hidden.join('')}
<label for="nickname">新用户昵称</label><input id="nickname" name="nickname" maxlength="32" required>
<button class="primary">新建并登录</button></form>`);
}

function authorize(sandbox, call) {
  const asked = Object.fromEntries(call.query);
  const wrong = problem(sandbox, asked);
  if (wrong) return answer.html(page('无法登录', `<p class="card">${escape(wrong)}</p>`), 400);
  if (asked.auto === undefined) return answer.html(picker(sandbox, asked));
  const people = sandbox.people();
  const person = people.find((one) => one.openid === asked.auto) || people[/^\d+$/.test(asked.auto) ? Number(asked.auto) : -1];
  if (!person) return answer.html(page('无法登录', '<p class="card">没有这个用户</p>'), 400);
  return grant(sandbox, asked, person);
}

function addPerson(sandbox, call) {
  const asked = answer.readForm(call);
  const wrong = problem(sandbox, asked);
  const nickname = (asked.nickname || '').trim();
  if (wrong || nickname === '' || [...nickname].length > 32) {
    return answer.html(page('无法登录', `<p class="card">${escape(wrong || '昵称须为 1 到 32 个字')}</p>`), 400);
  }
  const { store } = sandbox;
  const person = newPerson(sandbox.config.appid, nickname, store.newPeople.length);
  store.newPeople.push(person);
  return grant(sandbox, asked, person);
}

const failure = (errcode, errmsg) => answer.json({ errcode, errmsg });

function accessToken(sandbox, call) {
  const asked = Object.fromEntries(call.query);
  const { config, store } = sandbox;
  if (asked.appid !== config.appid) return failure(40013, 'invalid appid');
  if (asked.secret !== config.secret) return failure(40125, 'invalid appsecret');
  if (asked.grant_type !== 'authorization_code') return failure(40002, 'invalid grant_type');
  if (!asked.code) return failure(41008, 'missing code');
  const code = store.codes.get(asked.code);
  if (!code) return failure(40029, 'invalid code');
  if (code.used) return failure(40163, 'code been used');
  if (code.made_at + CODE_LIFE_MS <= Date.now()) return failure(40029, 'invalid code, code expired');
  code.used = true;
  const token = identifier.code();
  store.tokens.set(token, { openid: code.openid, scope: code.scope, made_at: Date.now() });
  return answer.json({
    access_token: token, expires_in: TOKEN_LIFE_MS / 1000, refresh_token: identifier.code(), openid: code.openid, scope: code.scope,
  });
}

function userInfo(sandbox, call) {
  const asked = Object.fromEntries(call.query);
  const token = sandbox.store.tokens.get(asked.access_token);
  if (!token) return failure(40001, 'invalid credential, access_token is invalid or not latest');
  if (token.made_at + TOKEN_LIFE_MS <= Date.now()) return failure(42001, 'access_token expired');
  if (token.openid !== asked.openid) return failure(40003, 'invalid openid');
  if (token.scope === 'snsapi_base') return failure(48001, 'api unauthorized');
  const person = sandbox.people().find((one) => one.openid === token.openid);
  return answer.json({
    openid: person.openid, nickname: person.nickname, sex: person.sex, province: person.province, city: person.city, country: '中国',
    headimgurl: `http://127.0.0.1:${sandbox.port}/avatar?openid=${encodeURIComponent(person.openid)}`, privilege: [],
  });
}

module.exports = {
  routes: {
    'GET /connect/oauth2/authorize': authorize, 'GET /connect/qrconnect': authorize, 'POST /connect/oauth2/person': addPerson,
    'GET /sns/oauth2/access_token': accessToken, 'GET /sns/userinfo': userInfo,
  },
};
