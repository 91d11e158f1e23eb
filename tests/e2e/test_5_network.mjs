// A server that fails, or is slow; fingers that are too fast.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { choose } from './buying.mjs';
import { settled } from './mall.mjs';
import { pagesOf, visit } from './pages.mjs';

const answered = (route, status) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status, code: 'internal', detail: '服务器出错了', request_id: 'deadbeef00000001' }) });
const open = async (scene, mall, app, more = {}) => scene.open(app, { ...(app === 'shop' ? PHONE : DESK), token: app === 'shop' ? await mall.member(2) : await mall.staff(), ...more });

/* A page's own question to the API: not what the frame around it asks, which every page's visit would show. */
const isQuestion = (request) => request.method() === 'GET' && /\/api\//.test(request.url()), pathOf = (request) => new URL(request.url()).pathname;
/* Some of it comes late; and the counts beside the words of tabs, which are there without them. */
const FRAME = { shop: ['/api/shop/me', '/api/shop/cart', '/api/shop/orders/counts'], admin: ['/api/admin/me'] };
async function asked(page, path) {
  const found = new Set(), note = (request) => { if (isQuestion(request)) found.add(pathOf(request)); };
  page.on('request', note);
  await page.to(path);
  await settled(page);
  page.off('request', note);
  return found;
}

/* Of the pages of an app every fifth is asked in the fast size; all of them under --long. */
const EVERY = process.env.LONG ? 1 : 5;

/** Every page that asks the API for something of its own: `look(page, one, isOwn)`. The search page only offers what comes. */
async function eachAsking(scene, mall, app, expect, look) {
  const pages = (await pagesOf(scene, mall, app)).filter((p) => p.token && p.path !== '/search').filter((_, i) => i % EVERY === 0), frame = [...FRAME[app], ...(await asked(await open(scene, mall, app, { expect }), '/nowhere'))];
  let asking = 0;
  await visit(scene, pages, { expect }, async (page, one) => {
    const others = new Set(frame.filter((path) => one.path !== '/cart' || path !== '/api/shop/cart'));    // the cart is both
    if (![...(await asked(page, one.path))].some((path) => !others.has(path))) return;
    asking++;
    await look(page, one, (request) => isQuestion(request) && !others.has(pathOf(request)));
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
  assert.ok(asking >= 15 / EVERY, `${asking} pages of ${app} ask for something`);
}

/** Fails twice, by the network and by the server: each time it is said, and a retry works. */
const retried = (scene, mall, app) => eachAsking(scene, mall, app, [/ERR_FAILED/, /status of (?:500|40[134])/], async (page, { path }, isOwn) => {
  let fail = 'network';
  await page.route('**/api/**', (route) => (!fail || !isOwn(route.request()) ? route.fallback() : fail === 'network' ? route.abort() : answered(route, 500)));
  await page.to(path);
  const box = page.locator('.state[role=alert]').first(), retry = box.getByRole('button', { name: '重试' });
  await retry.waitFor();
  assert.match(await box.textContent(), /连接不上|网络/, `${path}: what failed is said`);
  fail = 'server';
  await retry.click();
  await box.getByText('deadbeef00000001').waitFor();                // the request's id, for whoever asks for help
  fail = '';
  // It may go by itself: the frame asks for some of it too.
  while (await retry.count()) { await retry.evaluateAll((all) => all[0]?.click()); await settled(page); }
  await page.waitForFunction(() => !document.querySelector('.state[role=alert]'));
});

/** While the API says nothing there is a skeleton, never a blank page; then comes what was asked for. */
const slow = (scene, mall, app) => eachAsking(scene, mall, app, [/status of 40[134]/], async (page, { path }, isOwn) => {
  let release;
  const gate = new Promise((done) => { release = done; });
  await page.route('**/api/**', async (route) => { if (isOwn(route.request())) await gate; await route.fallback().catch(() => undefined); });
  await page.to(path);
  await page.locator('.bone, [aria-busy=true], .spin').first().waitFor();
  release();
  await settled(page);
});

/** How often a request of this kind was sent from now on. Each is slowed, so that a second click finds the first under way. */
async function counted(page, url, method = 'POST') {
  const sent = [];
  await page.route(url, async (route) => {
    if (route.request().method() === method) { sent.push(route.request().headers()['idempotency-key']); await new Promise((done) => setTimeout(done, 300)); }
    await route.continue();
  });
  return sent;
}

export const tests = {
  'every page of the shop: what failed is said, and a retry works': (scene, mall) => retried(scene, mall, 'shop'),
  'every page of the admin panel: what failed is said, and a retry works': (scene, mall) => retried(scene, mall, 'admin'),
  'a slow API: the shop is never blank': (scene, mall) => slow(scene, mall, 'shop'),
  'a slow API: the admin panel is never blank': (scene, mall) => slow(scene, mall, 'admin'),

  async 'without a network the apps say so'(scene, mall) {
    for (const app of ['shop', 'admin']) {
      const page = await open(scene, mall, app, { expect: [/ERR_INTERNET_DISCONNECTED/] });
      await page.to('/orders');
      await settled(page);
      await page.context().setOffline(true);
      await page.locator('.offline').waitFor();
      await page.context().setOffline(false);
      await page.locator('.offline').waitFor({ state: 'detached' });
    }
  },

  async 'a double click on submit orders once, and on pay pays once'(scene, mall) {
    await mall.cancelUnpaid(8);
    await mall.address(8);
    const page = await scene.open('shop', { ...PHONE, token: await mall.member(8) }), before = (await mall.call('GET', '/api/shop/orders', undefined, await mall.member(8))).items.length;
    await page.to(`/checkout?sku=${(await mall.skus(1))[0].id}`);
    await settled(page);
    const orders = await counted(page, '**/api/shop/orders');
    await page.locator('.foot-bar .primary').dblclick();
    await page.waitForURL(/\/pay\//);
    assert.equal(orders.length, 1, 'one request');
    assert.ok(orders[0], 'with a key');
    assert.equal((await mall.call('GET', '/api/shop/orders', undefined, await mall.member(8))).items.length, before + 1);
    const payments = await counted(page, '**/payments');
    await page.locator('.foot-bar .primary:not(:disabled)').dblclick();
    await page.waitForURL(/cashier/);
    assert.equal(payments.length, 1);
  },

  async 'a double click on ship sends one parcel'(scene, mall) {
    const order = await mall.order(8), page = await open(scene, mall, 'admin');
    await page.to(`/orders/${order.id}`);
    await page.getByRole('button', { name: '发货' }).click();
    const sheet = page.getByRole('dialog'), sent = await counted(page, '**/parcels');
    await sheet.locator('input[maxlength="48"]').fill('SF7654321');
    await sheet.locator('.el-button--primary').dblclick();
    await sheet.waitFor({ state: 'hidden' });
    assert.equal(sent.length, 1);
    assert.equal((await mall.office('GET', `/api/admin/orders/${order.id}`)).parcels.length, 1);
  },

  async 'an answer that was lost is asked for again with the same key'(scene, mall) {
    await mall.cancelUnpaid(11);
    await mall.address(11);
    const page = await scene.open('shop', { ...PHONE, token: await mall.member(11), expect: [/ERR_FAILED/] }), token = await mall.member(11);
    const count = async () => (await mall.call('GET', '/api/shop/orders', undefined, token)).items.length, before = await count(), keys = [];
    await page.to(`/checkout?sku=${(await mall.skus(1))[0].id}`);
    await settled(page);
    await page.route('**/api/shop/orders', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();                                          // the server has it; the answer never comes
      return route.abort();
    });
    await page.locator('.foot-bar .primary').click();
    await page.locator('.toast.bad').waitFor();
    await page.locator('.foot-bar .primary:not(:disabled)').click();
    await page.waitForURL(/\/pay\//);
    assert.equal(new Set(keys).size, 1);
    assert.equal(await count(), before + 1, 'one order');
  },

  async 'a product in the cart survives a failing add, and is added once by a double click'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, expect: [/ERR_FAILED/] }), [sku] = await mall.skus(1);
    await page.route('**/api/shop/cart/lines', (route) => route.abort(), { times: 1 });
    await page.to(`/product/${sku.product}`);
    await page.locator('.buy-bar .tint').locator('visible=true').first().click();
    await choose(page);
    await page.locator('.sku .sku-foot .button').first().click();
    await page.locator('.toast.bad').waitFor();
    const sent = await counted(page, '**/api/shop/cart/lines');
    await page.locator('.sku .sku-foot .button').first().dblclick();
    await page.locator('.toast.good').waitFor();
    assert.equal(sent.length, 1);
  },
};
