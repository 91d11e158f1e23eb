// pages.mjs - every page of both apps, as their own routers list them, and what stands in for the parameters of a path.
import assert from 'node:assert/strict';
import { PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

/* Pattern → paths. A path without parameters is its own fixture. Who: 'visitor' sees it signed out. */
const FIXTURES = {
  shop: {
    '/product/:id(\\d+)': async (mall) => [`/product/${(await mall.skus(1))[0].product}`],
    '/pay/:number(\\w+)': async (mall) => [`/pay/${(await unpaid(mall)).number}`],
    '/pay/:number(\\w+)/result': async (mall) => [`/pay/${(await paid(mall)).number}/result`],
    '/orders/:number(\\w+)': async (mall) => [`/orders/${(await paid(mall)).number}`, `/orders/${(await unpaid(mall)).number}`],
    '/addresses/:id(\\d+)': async (mall) => [`/addresses/${await mall.address(2)}`],
    '/articles/:id(\\d+)': async (mall) => first(mall, '/api/admin/articles', '/articles'),
    '/legal/:which(agreement|privacy)': async () => ['/legal/agreement', '/legal/privacy'],
    '/:rest(.*)*': async () => ['/nowhere'],
    '/checkout': async (mall) => [`/checkout?sku=${(await mall.skus(1))[0].id}`],
    '/products': async () => ['/products', `/products?keyword=${encodeURIComponent('茶')}`, '/products?keyword=zzzz'],
    '/orders': async () => ['/orders', '/orders?tab=unpaid'],
    '/cart': async (mall) => (await filled(mall), ['/cart']),
    '/signed-in': async () => [],                                  // a doorway: it leads on at once
  },
  admin: {
    '/orders/:id(\\d+)': async (mall) => [`/orders/${(await paid(mall)).id}`],
    '/products/:id(\\d+)': async (mall) => [`/products/${(await mall.skus(1))[0].product}`],
    '/exceptions/:id(\\d+)': async (mall) => first(mall, '/api/admin/exceptions', '/exceptions'),
    '/members/:id(\\d+)': async (mall) => first(mall, '/api/admin/members', '/members'),
    '/banners/:id(\\d+)': async (mall) => first(mall, '/api/admin/banners', '/banners'),
    '/announcements/:id(\\d+)': async (mall) => first(mall, '/api/admin/announcements', '/announcements'),
    '/hot-words/:id(\\d+)': async (mall) => first(mall, '/api/admin/hot-words', '/hot-words'),
    '/home-floors/:id(\\d+)': async (mall) => some(mall, '/api/admin/home-floors', '/home-floors', 4),   // one of each source
    '/articles/:id(\\d+)': async (mall) => first(mall, '/api/admin/articles', '/articles'),
    '/agreements/:kind(user|privacy)': async () => ['/agreements/user', '/agreements/privacy'],
    '/roles/:id(\\d+)': async (mall) => first(mall, '/api/admin/roles', '/roles'),
    '/picking': async (mall) => [`/picking?orders=${(await paid(mall)).id}`],
    '/:rest(.*)*': async () => ['/nowhere'],
  },
};
const VISITOR = { shop: ['/sign-in', '/me', '/cart'], admin: ['/sign-in'] };

const unpaid = (mall) => mall.once('unpaid order', () => mall.order(2, { unpaid: true }));
const paid = (mall) => mall.once('paid order', () => mall.order(2, { lines: 2 }));
const filled = (mall) => mall.once('cart', async () => {
  for (const sku of await mall.skus(2)) await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku.id, quantity: 1 }, await mall.member(2));
});
const some = async (mall, list, under, n) => (await mall.office('GET', list)).items.slice(0, n).map((i) => `${under}/${i.id}`);
const first = (mall, list, under) => some(mall, list, under, 1);

/** The table of an app's router, asked of the app that runs: [{ path, meta }]. */
async function routes(scene, app) {
  const page = await scene.open(app);
  await page.to('/sign-in');
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__);
  const found = await page.evaluate(() => document.querySelector('#app').__vue_app__.config.globalProperties.$router.getRoutes().map((r) => r.path));
  await page.context().close();
  return found;
}

/** [{ app, name, path, token }]: every page at least once; token is empty for one who is not signed in. A page whose
 *  parameters have no fixture is an error, so that a new page is not forgotten. */
export async function pagesOf(scene, mall, app) {
  const patterns = await routes(scene, app), forgotten = patterns.filter((p) => p.includes(':') && !FIXTURES[app][p]);
  assert.ok(patterns.length > 10, `the router of ${app} lists its pages`);
  assert.deepEqual(forgotten, [], `pages of ${app} without a fixture in tests/e2e/pages.mjs`);
  const token = app === 'admin' ? await mall.staff() : await mall.member(2), pages = [];
  for (const pattern of patterns) {
    const paths = FIXTURES[app][pattern] ? await FIXTURES[app][pattern](mall) : [pattern];
    if (pattern.includes(':')) assert.ok(paths.length > 0, `the demo has something to show at ${pattern}`);
    const named = `${app}-${pattern.replace(/\(.*?\)|\*/g, '').replace(/[^\w-]+/g, ' ').trim().replaceAll(' ', '-') || 'home'}`;
    for (const [i, path] of paths.entries()) {
      const name = i ? `${named}-${i + 1}` : named;
      if (pattern !== '/sign-in') pages.push({ app, path, token, name });
      if (VISITOR[app].includes(pattern)) pages.push({ app, path, token: '', name: `${name}-visitor` });
    }
  }
  return pages;
}

const TABS = 3;      // at once: a page waits more than it works

/** Visits every page in the same few tabs, and calls `look(page, one)` when it has settled. options: of Scene.open. */
export async function visit(scene, pages, options, look) {
  const waiting = [...pages];
  let failed = false;
  async function tab() {
    const kept = new Map();
    for (let one = waiting.shift(); one && !failed; one = waiting.shift()) {
      if (!kept.has(one.token)) kept.set(one.token, await scene.open(one.app, { ...(one.app === 'shop' ? PHONE : {}), expect: [/status of 40[134]/], token: one.token, ...options }));
      const page = kept.get(one.token);
      try {
        await page.to(one.path);
        await settled(page);
        await look(page, one);
      } catch (error) {
        failed = true;
        throw new Error(`${one.name}: ${error.message}`, { cause: error });
      }
    }
  }
  await Promise.all(Array.from({ length: TABS }, tab));
}

/** What every page owes: nothing beyond the edge, and one heading that says where one is. */
export function shape(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth, heads = document.querySelectorAll('h1').length;
    return [...(wide > 0 ? [`${wide} px too wide`] : []), ...(heads === 1 ? [] : [`${heads} headings of the first level`])];
  });
}
