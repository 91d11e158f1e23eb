// What people write is text, wherever it is shown: scripts in every field that takes words, and then every page that
// shows them. A handler that came to life calls h(), which sets window.hacked; the page's policy would report it besides.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { DESK, watched } from './browser.mjs';
import { visit } from './pages.mjs';

const IMG = '"><img src=x onerror=h()>', SVG = '<svg onload=h()>', LINK = 'javascript:h()', EVIL = `${IMG}${SVG}${LINK}`;
const RICH = `<h3>${EVIL}</h3><p>写在<b>正文</b>里</p><script>h()</script><img src=x onerror=h()><a href="javascript:h()">甲</a><a href=" jAva&#9;script:h()">乙</a><a href="data:text/html,<script>h()</script>">丙</a>`
  + '<svg><script>h()</script><a xlink:href="javascript:h()"><text>丁</text></a></svg><math><mtext><img src=x onerror=h()></mtext></math><iframe srcdoc="<script>parent.h()</script>"></iframe>'
  + '<p onclick="h()" onpointerover="h()" style="background:url(javascript:h())">戊</p><form action="javascript:h()"><button>己</button></form><details open ontoggle=h()>庚</details>';
const STAMP = Date.now() % 1e8, WHO = 14, LOCALES = ['zh-TW', 'en'];

const armed = (page) => page.addInitScript(() => { window.h = () => { window.hacked = 1; }; });

/** What came to life on a page, or would by a click. */
const alive = (page) => page.evaluate(() => [
  ...(window.hacked ? ['a script ran'] : []),
  ...[...document.querySelectorAll('body *')].filter((el) => el.matches('iframe, object, embed') || [...el.attributes].some((a) => /^on/i.test(a.name) || /^[\s\0-\x1f]*(?:javascript|data:text|vbscript)/i.test(a.value) && /^(?:href|src|action|formaction|xlink:href|data)$/i.test(a.name))).map((el) => el.outerHTML.slice(0, 160)),
]);
/** The payload as words, in a text or in what a field holds. */
const shown = (page) => page.waitForFunction(() => document.body.innerText.includes('h()') || [...document.querySelectorAll('input, textarea')].some((i) => i.value.includes('h()')), null, { timeout: 15000 });

/** An address that runs does not become an address of the shop: it is said at that field, and at no other. */
async function refused(mall, method, path, form, field) {
  const { status, data } = await mall.ask(method, path, { ...form, [field]: LINK }, await mall.staff());
  assert.deepEqual([status >= 400, data.errors?.map((e) => e.field)], [true, [field]], JSON.stringify(data));
}

/** A picture of a form is a file of this shop, or refused. */
const drawing = (mall) => mall.once('drawing', async () => (await mall.call('GET', '/api/shop/home')).banners[0].image);

async function goods(mall) {
  const image = await drawing(mall);
  const one = async (kind) => {
    const path = `/api/admin/${kind}`, { id } = await mall.office('POST', path, { name: `${EVIL}${STAMP}`, position: 0 });
    mall.later(async () => mall.office('PUT', `${path}/${id}`, { name: `已撤下${STAMP}`, position: 99, state: 'HIDDEN', version: (await mall.office('GET', path)).items.find((i) => i.id === id).version }));
    return id;
  };
  const category = await one('categories'), brand = await one('brands');
  const form = {
    category_id: category, brand_id: brand, title: EVIL, subtitle: EVIL, image, images: [{ path: image }], detail: RICH, unit: SVG, tags: [{ word: SVG }, { word: LINK }], parameters: [{ name: IMG, value: EVIL }],
    option1: IMG, option2: SVG, skus: [{ value1: IMG, value2: SVG, price: 990, stock: 50 }, { value1: LINK, value2: SVG, price: 1990, stock: 50 }],
  };
  for (const field of ['image', 'video']) await refused(mall, 'POST', '/api/admin/products', form, field);
  const product = await mall.office('POST', '/api/admin/products', form);
  mall.later(() => mall.office('POST', `/api/admin/products/${product.id}/delete`));
  await mall.office('POST', `/api/admin/products/${product.id}/on-sale`);
  const whole = await mall.call('GET', `/api/shop/products/${product.id}`);
  await mall.office('POST', `/api/admin/skus/${whole.skus[0].id}/adjustments`, { delta: 1, note: EVIL });
  return { category, brand, product: product.id, sku: whole.skus[0].id, detail: whole.detail };
}

async function content(mall, product) {
  const texts = LOCALES.map((locale) => ({ locale, title: EVIL })), ids = {};
  const add = async (kind, form) => {
    ids[kind] = (await mall.office('POST', `/api/admin/${kind}`, form)).id;
    mall.later(() => mall.office('POST', `/api/admin/${kind}/${ids[kind]}/delete`));
    await mall.office('POST', `/api/admin/${kind}/${ids[kind]}/publish`);
  };
  await add('articles', { title: EVIL, body: RICH, texts: texts.map((one) => ({ ...one, body: RICH })) });
  await add('banners', { title: EVIL, image: await drawing(mall), target_kind: 'ARTICLE', target_id: ids.articles, texts });
  await add('announcements', { title: EVIL, target_kind: 'NONE', texts });
  await add('home-floors', { title: EVIL, source: 'PICKED', size: 1, picked: [{ id: product }], texts });
  return ids;
}

async function identity(mall) {
  const { locale, ...was } = await mall.office('GET', '/api/admin/identity'), words = { name: EVIL, service_hours: EVIL, licence: EVIL, copyright: EVIL };
  const form = { ...was, ...words, return_name: EVIL, return_address: EVIL, company: EVIL, icp_number: EVIL.slice(0, 64), texts: LOCALES.map((one) => ({ locale: one, ...words })) };
  for (const field of ['icp_url', 'service_phone', 'brand_colour', 'logo']) await refused(mall, 'PUT', '/api/admin/identity', form, field);
  await mall.office('PUT', '/api/admin/identity', form);
  mall.later(async () => mall.office('PUT', '/api/admin/identity', { ...was, version: (await mall.office('GET', '/api/admin/identity')).version }));
  const agreed = await mall.office('GET', '/api/admin/agreements/privacy'), keep = ({ body, texts }, number) => mall.office('POST', '/api/admin/agreements/privacy', { body, texts: texts.map((t) => ({ locale: t.locale, body: t.body })), number });
  await keep({ body: RICH, texts: [] }, agreed.number);
  mall.later(() => keep(agreed, agreed.number + 1));
}

async function people(mall) {
  const role = (await mall.office('POST', '/api/admin/roles', { name: `${SVG}${Date.now()}`, permissions: [{ name: 'order:read' }] })).id;
  await mall.office('POST', '/api/admin/staff', { name: `evil${Date.now()}`, display_name: EVIL, password: 'not to be guessed', roles: [{ id: role }] });
  const token = await mall.member(WHO), me = (await mall.call('GET', '/api/shop/me', undefined, token)), was = me.member ?? me;
  await mall.call('PUT', '/api/shop/me', { nickname: EVIL, version: was.version }, token);
  mall.later(async () => { const now = await mall.call('GET', '/api/shop/me', undefined, token); await mall.call('PUT', '/api/shop/me', { nickname: was.nickname ?? '买家', version: (now.member ?? now).version }, token); });
  const address = (await mall.call('POST', '/api/shop/addresses', { name: EVIL, phone: '13800138000', region: '110101', province: '北京市', city: '北京市', district: '东城区', detail: EVIL }, token)).id;
  mall.later(() => mall.call('POST', `/api/shop/addresses/${address}/delete`, undefined, token));
  return { role, member: was.id, address };
}

/** Two orders: one whose price staff changed, one that its buyer gave up; each with a remark. */
async function orders(mall, sku, address) {
  await mall.cancelUnpaid(WHO);
  const token = await mall.member(WHO), found = [];
  for (const n of [1, 2]) {
    const { number } = await mall.call('POST', '/api/shop/orders', { address_id: address, items: [{ sku_id: sku, quantity: n }], remark: EVIL }, token);
    const { id, version } = (await mall.office('GET', `/api/admin/orders?number=${number}`)).items[0];
    await mall.office('PUT', `/api/admin/orders/${id}/remark`, { staff_remark: EVIL, version });
    found.push({ number, id });
  }
  const { pay_amount } = await mall.office('GET', `/api/admin/orders/${found[0].id}`).then((o) => o.order ?? o);
  await mall.office('POST', `/api/admin/orders/${found[0].id}/price`, { was_amount: pay_amount, goods_amount: 500, freight_amount: 0, reason: EVIL });
  await mall.call('POST', `/api/shop/orders/${found[1].number}/cancel`, { reason: EVIL }, token);
  await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku, quantity: 1 }, token);
  return found;
}

/** Puts it everywhere, once for all tests. */
const stored = (mall) => mall.once('scripts', async () => {
  const made = await goods(mall);
  Object.assign(made, { content: await content(mall, made.product) }, await people(mall));
  await identity(mall);
  made.orders = await orders(mall, made.sku, made.address);
  await mall.picture(EVIL);
  made.folder = (await mall.office('POST', '/api/admin/media-folders', { parent_id: 0, name: `${SVG}${Date.now()}` })).id;
  return made;
});

const page = (app, token) => (path) => ({ app, path, token, name: `${app} ${path}` });
async function pagesOf(mall, app, m) {
  const q = encodeURIComponent, c = m.content, [open, closed] = m.orders;
  if (app === 'shop') return ['/', `/products?category=${m.category}`, `/products?brand=${m.brand}`, `/products?tag=${q(SVG)}`, `/products?keyword=${q(IMG)}`, `/product/${m.product}`, '/category', '/cart', `/checkout?sku=${m.sku}`,
    '/orders', `/orders/${open.number}`, `/orders/${closed.number}`, '/me', '/profile', '/addresses', `/addresses/${m.address}`, '/articles', `/articles/${c.articles}`, '/legal/privacy'].map(page(app, await mall.member(WHO)));
  return ['/', '/orders', `/orders/${open.id}`, `/orders/${closed.id}`, '/products', `/products/${m.product}`, '/categories', '/brands', ...Object.entries(c).flatMap(([kind, id]) => [`/${kind}`, `/${kind}/${id}`]),
    '/identity', '/agreements/privacy', '/media', '/members', `/members/${m.member}`, '/staff', '/roles', `/roles/${m.role}`].map(page(app, await mall.staff()));
}

async function walk(scene, mall, app) {
  const made = await stored(mall);
  await visit(scene, await pagesOf(mall, app, made), { watch: armed }, async (at, one) => {
    await shown(at);
    assert.deepEqual(await alive(at), []);
  });
}

export const tests = {
  'no page of the shop runs what was written into its texts': (scene, mall) => walk(scene, mall, 'shop'),
  'no page of the admin panel runs what was written into its texts': (scene, mall) => walk(scene, mall, 'admin'),

  async 'rich text is harmless by itself, without the policy of the page'(scene, mall) {
    const made = await stored(mall), free = { bypassCSP: true, watch: armed, expect: [/status of 404/] };
    assert.match(made.detail, /写在/);
    assert.doesNotMatch(made.detail, /<(?:script|svg|math|iframe|form|button|details)|\son\w+=|href="[^"]*script|src="x/i);
    const rich = ['/product/', '/articles/', '/legal/', '/agreements/', '/products/'];
    for (const app of ['shop', 'admin']) {
      const pages = (await pagesOf(mall, app, made)).filter(({ path }) => rich.some((r) => path.startsWith(r)));
      await visit(scene, pages, free, async (at) => {
        await at.getByText('写在').first().waitFor();
        for (const link of await at.locator('.rich a').all()) await link.dispatchEvent('click');
        assert.deepEqual(await alive(at), []);
      });
    }
    const canary = await scene.open('shop', { ...DESK, ...free });
    await canary.to('/');
    await canary.evaluate((html) => { document.body.insertAdjacentHTML('beforeend', html); }, IMG);
    await canary.waitForFunction(() => window.hacked === 1);            // what these tests look for would be seen
    assert.equal((await alive(canary)).length, 2);
    await mall.undo();
  },

  async 'what would leave the machine is seen by every test, and goes nowhere'(scene, mall) {
    const server = createServer((_, answer) => answer.end('<p>a page without a policy')).listen(0, '127.0.0.1'), faults = [];
    await new Promise((done) => server.on('listening', done));
    const context = await watched(mall.browser, faults), page = await context.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const came = await page.evaluate(() => Promise.allSettled([fetch('https://one.example/'), new Promise((done, no) => { const i = new Image(); i.onload = done; i.onerror = no; i.src = 'http://two.example/a.png'; })]));
    assert.deepEqual(came.map((c) => c.status), ['rejected', 'rejected']);
    for (const there of ['https://one.example/', 'http://two.example/a.png']) assert.ok(faults.includes(`leaves the machine: ${there}`), there);
    await context.close();
    server.close();
  },
};
