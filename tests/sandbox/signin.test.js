'use strict';
// Web sign-in: the page, the code, the token, the profile.

const test = require('node:test');
const assert = require('node:assert/strict');
const { startRig, request, CONFIG } = require('./rig');

let rig;
let merchant;
test.before(async () => { rig = await startRig(); merchant = rig.merchant; });
test.after(() => rig.stop());

const BACK = 'http://127.0.0.1:9/back?next=%2Fcart';
const authorizePath = (changes = {}) => `/connect/oauth2/authorize?${new URLSearchParams({
  appid: CONFIG.appid, redirect_uri: BACK, response_type: 'code', scope: 'snsapi_userinfo', state: 'abc123', ...changes,
})}`;
const authorize = (changes) => merchant.raw(authorizePath(changes), '', 'GET');
const token = (changes) => merchant.json(`/sns/oauth2/access_token?${new URLSearchParams({
  appid: CONFIG.appid, secret: CONFIG.secret, grant_type: 'authorization_code', ...changes,
})}`);
const codeOf = (response) => new URL(response.headers.location).searchParams.get('code');

test('the page lists people and offers a new one', async () => {
  const { status, text } = await authorize();
  assert.equal(status, 200);
  assert.equal(text.match(/data:image\/svg\+xml/g).length, 8);
  assert.match(text, /橙子汽水/);
  assert.doesNotMatch(text, /https?:\/\/(?!127)[a-z]/);
});

test('picking sends the browser back with code and state', async () => {
  const response = await authorize({ auto: '2' });
  assert.equal(response.status, 302);
  const target = new URL(response.headers.location);
  assert.equal(target.searchParams.get('state'), 'abc123');
  assert.equal(target.searchParams.get('next'), '/cart');
  const link = (await authorize()).text.match(/href="([^"]*auto=[^"]*)"/)[1].replaceAll('&amp;', '&');
  assert.equal((await merchant.raw(link, '', 'GET')).status, 302);
});

test('the whole way to the profile', async () => {
  const code = codeOf(await authorize({ auto: '2' }));
  const got = await token({ code });
  assert.equal(got.expires_in, 7200);
  assert.match(got.openid, /^o[\w-]{27}$/);
  const profile = await merchant.json(`/sns/userinfo?access_token=${got.access_token}&openid=${got.openid}&lang=zh_CN`);
  assert.equal(profile.nickname, '橙子汽水');
  assert.match((await request(profile.headimgurl)).headers['content-type'], /svg/);
  assert.equal((await token({ code })).errcode, 40163);
  const again = await token({ code: codeOf(await authorize({ auto: got.openid })) });
  assert.equal(again.openid, got.openid);
});

test('a new person can be made', async () => {
  const form = new URLSearchParams({
    appid: CONFIG.appid, redirect_uri: BACK, response_type: 'code', scope: 'snsapi_userinfo', state: 's', nickname: '<b>新人</b>',
  });
  const response = await merchant.raw('/connect/oauth2/person', form.toString());
  assert.equal(response.status, 302);
  const got = await token({ code: codeOf(response) });
  const profile = await merchant.json(`/sns/userinfo?access_token=${got.access_token}&openid=${got.openid}`);
  assert.equal(profile.nickname, '<b>新人</b>');
  assert.doesNotMatch((await authorize()).text, /<b>新人/);
  form.set('nickname', ' ');
  assert.equal((await merchant.raw('/connect/oauth2/person', form.toString())).status, 400);
});

test('wrong questions at the page', async () => {
  for (const changes of [{ appid: 'x' }, { response_type: 'token' }, { scope: 'all' }, { state: 'a-b' }, { state: 'a'.repeat(129) },
    { redirect_uri: 'javascript:alert(1)' }, { redirect_uri: '/back' }, { auto: '99' }, { auto: 'nobody' }]) {
    assert.equal((await authorize(changes)).status, 400, JSON.stringify(changes));
  }
});

test('wrong questions of the server', async () => {
  const code = codeOf(await authorize({ auto: '0' }));
  assert.equal((await token({ code, appid: 'x' })).errcode, 40013);
  assert.equal((await token({ code, secret: 'x' })).errcode, 40125);
  assert.equal((await token({ code, grant_type: 'x' })).errcode, 40002);
  assert.equal((await token({})).errcode, 41008);
  assert.equal((await token({ code: 'x' })).errcode, 40029);
  rig.sandbox.store.codes.get(code).made_at -= 5 * 60 * 1000;
  assert.equal((await token({ code })).errcode, 40029);
});

test('the profile is guarded', async () => {
  const silent = await token({ code: codeOf(await authorize({ auto: '0', scope: 'snsapi_base' })) });
  const ask = (accessToken, openid) => merchant.json(`/sns/userinfo?access_token=${accessToken}&openid=${openid}`);
  assert.equal((await ask(silent.access_token, silent.openid)).errcode, 48001);
  assert.equal((await ask('x', silent.openid)).errcode, 40001);
  assert.equal((await ask(silent.access_token, 'x')).errcode, 40003);
  rig.sandbox.store.tokens.get(silent.access_token).made_at = 0;
  assert.equal((await ask(silent.access_token, silent.openid)).errcode, 42001);
});

test('a busy platform', async () => {
  await merchant.control('fault', { endpoint: '/sns/oauth2/access_token', kind: 'systemerror' });
  assert.equal((await token({ code: 'x' })).errcode, -1);
});
