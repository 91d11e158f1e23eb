// shop.mjs - a buyer in a real browser: signs in, searches, buys two SKUs, pays, sees it paid.
//
//   node shop.mjs http://127.0.0.1:8080/ [folder for pictures] [keyword] [--axe]
//
// Against a stack that runs: ./quickstart, with its sandbox of WeChat and its demo data.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { launch, watched } from './browser.mjs';

const args = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const base = (args[0] ?? 'http://127.0.0.1:8080').replace(/\/$/, ''), folder = args[1], keyword = args[2] ?? '茶';
const axe = process.argv.includes('--axe') ? readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') : null;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2,
  userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36' };
const WIDTHS = [[360, 780], [768, 1024], [1440, 900]];
const faults = [];
const step = (text) => console.log(`· ${text}`);

async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('.boot, .bone, .spin') && [...document.images].every((i) => i.complete || i.loading === 'lazy'), null, { timeout: 8000 }).catch(() => undefined);
  await page.waitForTimeout(350);
}

async function signIn(page) {
  await page.goto(`${base}/me`);
  await page.locator('a.me-who').click();
  await page.locator('.wechat-in').click();                     // refused: not agreed yet
  await page.locator('.agree.nudge').waitFor();
  await page.locator('.agree .check').check();
  await page.locator('.wechat-in').click();
  await page.waitForURL(/connect\/oauth2\/authorize/);
  await page.fill('#nickname', `买家${Date.now() % 100000}`);      // somebody new: a run finds nothing of the one before
  await page.locator('button.primary').click();
  await page.waitForURL(`${base}/me`);
  await page.locator('.me-who b').waitFor();
}

// Into the cart from the product's page, whatever its options.
async function addToCart(page, path, times) {
  await page.goto(`${base}${path}`);
  for (let n = 0; n < times; n++) {
    await page.locator('.buy-bar .tint, .desk-buy .tint').locator('visible=true').first().click();
    const sheet = page.locator('.sku');
    await sheet.locator('.sku-foot').waitFor();
    await page.waitForTimeout(300);
    for (const group of await sheet.locator('.sku-group').all()) {
      const free = group.locator('.sku-value:not(:disabled)'), count = await free.count();
      const want = free.nth(Math.min(n, count - 1));
      if ((await want.getAttribute('aria-pressed')) === 'false') await want.click();
    }
    await sheet.locator('.sku-foot .button:not(:disabled)').first().click();
    await page.locator('.toast.good').waitFor();
    await sheet.waitFor({ state: 'hidden' });
    await page.waitForTimeout(2300);
  }
}

async function addAddress(page) {
  await page.locator('#address-name').waitFor();
  await page.locator('.foot-bar .primary').click();
  assert.ok(await page.locator('.wrong').count() >= 3, 'an empty address is refused at its fields');
  await page.fill('#address-name', '王小明');
  await page.fill('#address-phone', '13800138000');
  await page.locator('#address-region').click();
  await page.locator('.van-picker__confirm').click();
  await page.fill('#address-detail', '东华门街道 1 号楼 2 单元 301');
  await page.locator('.foot-bar .primary').click();
}

async function walk(browser) {
  const context = await watched(browser, faults, PHONE), page = await context.newPage();
  step('home');
  await page.goto(base);
  await page.locator('.product').first().waitFor();
  step('signs in by WeChat');
  await signIn(page);
  step(`searches for ${keyword}`);
  await page.goto(`${base}/search`);
  await page.fill('input[type=search]', keyword);
  await page.keyboard.press('Enter');
  await page.waitForURL(/keyword=/);
  await page.locator('.product').first().waitFor();
  const hrefs = await page.locator('a.product:not(.gone)').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  step(`puts two SKUs into the cart, of ${hrefs.length} products found`);
  await addToCart(page, hrefs[0], 1);
  await addToCart(page, hrefs[1] ?? hrefs[0], 2);
  await page.goto(`${base}/cart`);
  await page.locator('.cart-line').first().waitFor();
  const lines = await page.locator('.cart-line').count();
  assert.ok(lines >= 2, `two SKUs are in the cart, not ${lines}`);
  if (!(await page.locator('.cart-all .check').isChecked())) await page.locator('.cart-all .check').click();
  await page.locator('.cart-bar .primary:not(:disabled)').click();
  step('checks out');
  await page.waitForURL(/checkout/);
  await page.locator('.to').first().waitFor();
  if (await page.locator('a.to').count()) {
    await page.locator('a.to').click();
    await addAddress(page);
    await page.waitForURL(/checkout/);
  }
  await page.locator('button.to').waitFor();
  await page.fill('#remark', '请放门口');
  await page.locator('.foot-bar .primary').dblclick();          // must not order twice
  step('pays in the cashier');
  await page.waitForURL(/\/pay\//);
  const number = page.url().match(/\/pay\/(\w+)/)[1];
  await page.locator('.foot-bar .primary:not(:disabled)').click();
  await page.waitForURL(/cashier/);
  await page.locator('button[value=pay]').click();
  await page.waitForURL(/\/result/);
  await page.locator('.state-face.good').waitFor({ timeout: 30000 });
  await page.locator('.state .primary').click();
  await page.waitForURL(new RegExp(`/orders/${number}`));
  const state = await page.locator('.order-state h2').textContent();
  assert.equal(state, '待发货');
  await page.goto(`${base}/orders`);
  await settled(page);
  assert.equal(await page.locator('.order').count(), 1, 'a double click orders once');
  step(`order ${number}: ${state}`);
  const storage = await context.storageState();
  await context.close();
  return { number, storage, product: hrefs[0] };
}

// Inside WeChat: its window is a stand-in here, which pays at the sandbox as a person would.
async function payInWeChat(browser, { storage, product }) {
  const sandbox = (await (await fetch(`${base}/api/shop/sign-in/wechat`, { redirect: 'manual' })).headers.get('location')).match(/^https?:\/\/[^/]+/)[0];
  const context = await watched(browser, faults, { ...PHONE, userAgent: `${PHONE.userAgent} MicroMessenger/8.0.50`, storageState: storage }), page = await context.newPage();
  await page.exposeFunction('payAtSandbox', async (prepay) => (await fetch(`${sandbox}/cashier/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ prepay_id: prepay }) })).status);
  await page.addInitScript(() => { window.WeixinJSBridge = { invoke: (name, p, done) => window.payAtSandbox(p.package.split('=')[1]).then((s) => done({ err_msg: `get_brand_wcpay_request:${s === 200 ? 'ok' : 'fail'}` })) }; });
  await unpaidOrder(page, product);
  await page.locator('.foot-bar .primary:not(:disabled)').click();
  await page.locator('.state-face.good').waitFor({ timeout: 30000 });
  step('paid inside WeChat (JSAPI)');
  await context.close();
}

// An order that waits for its money, for the pictures of the cashier.
async function unpaidOrder(page, product) {
  await page.goto(`${base}${product}`);
  await page.locator('.buy-bar .primary, .desk-buy .primary').locator('visible=true').first().click();
  await page.waitForTimeout(400);
  for (const group of await page.locator('.sku-group').all()) { const v = group.locator('.sku-value:not(:disabled)').first(); if ((await v.getAttribute('aria-pressed')) === 'false') await v.click(); }
  await page.locator('.sku-foot .primary').click();
  await page.locator('button.to').waitFor();
  await page.locator('.foot-bar .primary').click();
  await page.waitForURL(/\/pay\//);
  return page.url().match(/\/pay\/(\w+)/)[1];
}

async function pictures(browser, { number, storage, product }) {
  mkdirSync(folder, { recursive: true });
  let unpaid = '';
  for (const [width, height] of WIDTHS) {
    const context = await watched(browser, faults, { ...(width < 700 ? PHONE : {}), viewport: { width, height }, deviceScaleFactor: 1, storageState: storage });
    context.expect(/404/);
    const page = await context.newPage();
    unpaid ||= await unpaidOrder(page, product);
    await addToCart(page, product, 1);
    const pages = [
      ['home', '/'], ['category', '/category'], ['search', '/search'], ['products', `/products?keyword=${encodeURIComponent(keyword)}`], ['products-all', '/products'], ['products-none', '/products?keyword=zzzz'], ['product', product], ['cart', '/cart'], ['cashier', `/pay/${unpaid}`],
      ['result', `/pay/${number}/result`], ['orders', '/orders'], ['orders-empty', '/orders?tab=done'], ['order-unpaid', `/orders/${unpaid}`], ['order', `/orders/${number}`], ['me', '/me'], ['profile', '/profile'], ['addresses', '/addresses'],
      ['address-new', '/addresses/new'], ['sign-in', '/sign-in?return=/me'], ['legal', '/legal/privacy'], ['not-found', '/nowhere'], ['product-gone', '/product/99999999'],
    ];
    const shoot = async (name, full = true) => {
      await page.screenshot({ path: `${folder}/${width}-${name}.png`, fullPage: full && width < 700 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${name} at ${width}: ${wide} px too wide`);
      if (!axe || width === 768) return;
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
      for (const v of found.violations.filter((x) => ['serious', 'critical'].includes(x.impact))) faults.push(`axe, ${name} at ${width}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? ''}`).join(' | ')}`);
    };
    for (const [name, path] of pages) { await page.goto(base + path); await settled(page); await shoot(name); }
    await page.goto(base + product); await settled(page);
    await page.locator('.buy-bar .primary, .desk-buy .primary').locator('visible=true').first().click(); await page.waitForTimeout(500); await shoot('sku', false);
    await page.goto(`${base}/checkout?sku=${await firstSku(product)}`); await settled(page); await shoot('checkout');
    for (const language of ['en', 'zh-TW']) {
      await page.evaluate((l) => localStorage.setItem('mm.language', l), language);
      for (const [name, path] of pages.filter(([n]) => ['home', 'product', 'cart', 'order', 'me', 'sign-in', 'orders', 'cashier'].includes(n))) { await page.goto(base + path); await settled(page); await shoot(`${name}.${language}`); }
    }
    await context.close();
  }
}
async function firstSku(product) {
  const p = await (await fetch(`${base}/api/shop/products/${product.split('/').pop()}`)).json();
  return p.skus.find((s) => s.stock >= p.minimum).id;
}

const browser = await launch();
try {
  const bought = await walk(browser);
  await payInWeChat(browser, bought);
  if (folder) await pictures(browser, bought);
} finally {
  await browser.close();
}
for (const fault of [...new Set(faults)]) console.error(`fault: ${fault}`);
console.log(faults.length ? `${new Set(faults).size} faults` : 'ok');
process.exit(faults.length ? 1 : 0);
