// The shop in the hands of whoever has no mouse, no touch screen or large fingers; and nothing moves under them.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { choose } from './buying.mjs';
import { settled } from './mall.mjs';
import { pagesOf, visit } from './pages.mjs';

const focused = (page) => page.evaluate(() => { const at = document.activeElement; return at?.getAttribute('aria-label') || at?.textContent?.trim() || at?.tagName; });
const NARROW = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 1 };

/** A product with options of its own, something of which can be bought. */
async function withOptions(mall, fits = () => true) {
  for (const { id } of (await mall.call('GET', '/api/shop/products?in_stock=true&limit=50')).items) {
    const product = await mall.call('GET', `/api/shop/products/${id}`);
    if (product.option1 && product.skus.length > 1 && product.minimum <= 1 && fits(product)) return product;
  }
  throw new Error('the demo has no such product');
}

/** The worst a page shifted, in CLS's own measure, from its first paint until it has settled. */
async function shifts(scene, mall, path, size) {
  const page = await scene.open('shop', { ...size, reducedMotion: 'reduce' });
  await page.route('**/api/**', async (route) => { await new Promise((done) => setTimeout(done, 400)); await route.continue(); });     // so that skeletons come first
  await page.addInitScript(() => {
    globalThis.shifted = [];
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) globalThis.shifted.push({ value: e.value, what: e.sources.map((s) => s.node?.className ?? '').join(' ') }); }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.to(path);
  await settled(page);
  const all = await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.shifted))); }));
  return { sum: all.reduce((n, s) => n + s.value, 0), all };
}

/** What is under a thumb's width, one line each: as far as a touch of it is its own, with what stands around it. */
const thumbs = () => {
  const LEAST = 43, found = [];                      // 44, less what rounding takes
  for (const el of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    // Words inside a text, and pictures that one swipes anyway.
    if (el.disabled || el.tabIndex < 0 || el.closest('[aria-hidden=true], .rich, .skip, .dots')) continue;
    el.scrollIntoView({ block: 'center', inline: 'center' });
    const box = el.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2, label = el.labels?.[0] ?? el;
    const own = (dx, dy) => { const hit = document.elementFromPoint(x + dx, y + dy); return !!hit && (el.contains(hit) || label.contains(hit)); };
    if (!box.width || !own(0, 0)) continue;
    const far = (dx, dy) => { let n = 0; while (n < LEAST && own(dx * (n + 1), dy * (n + 1))) n++; return n; };
    const wide = far(-1, 0) + far(1, 0) + 1, high = far(0, -1) + far(0, 1) + 1;
    if (Math.min(wide, high) < LEAST) found.push(`${wide} × ${high}: ${el.tagName} ${el.className} ${(el.getAttribute('aria-label') ?? el.textContent).trim().slice(0, 20)}`);
  }
  return found;
};

export const tests = {
  async 'nothing shifts after the first paint'(scene, mall) {
    const [sku] = await mall.skus(1), worst = [];
    for (const size of [{ ...PHONE, ...NARROW }, DESK]) for (const path of ['/', '/products', `/product/${sku.product}`, '/category']) {
      const { sum, all } = await shifts(scene, mall, path, size);
      if (sum >= 0.05) worst.push(`${path} at ${size.viewport.width}: ${JSON.stringify(all)}`);
    }
    assert.deepEqual(worst, []);
  },

  async 'the SKU sheet works by keyboard, holds the focus and gives it back'(scene, mall) {
    const product = await withOptions(mall), page = await scene.open('shop', DESK);
    await page.to(`/product/${product.id}`);
    await settled(page);
    const opener = page.locator('.desk-buy .primary'), sheet = page.getByRole('dialog');
    await opener.focus();
    await page.keyboard.press('Enter');
    await sheet.waitFor();
    await page.waitForFunction(() => document.querySelector('[role=dialog]')?.contains(document.activeElement));
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press(n % 3 === 2 ? 'Shift+Tab' : 'Tab');
      assert.ok(await page.evaluate(() => document.querySelector('[role=dialog]').contains(document.activeElement)), `Tab ${n} stays in the sheet: ${await focused(page)}`);
    }
    // To buy before choosing says what is missing, and goes there.
    await sheet.locator('.sku-foot .primary').focus();
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: '请选择' }).waitFor();
    assert.ok(await page.evaluate(() => document.activeElement.matches('.sku-value')), await focused(page));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-pressed')), 'true');
    await choose(page);
    const number = sheet.locator('.quantity input');
    if (await sheet.getByRole('button', { name: '增加数量' }).isEnabled()) {
      await sheet.getByRole('button', { name: '增加数量' }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await number.inputValue(), '2');
      await number.fill('1');
      await page.keyboard.press('Enter');
      assert.equal(await number.inputValue(), '1');
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    assert.ok(await opener.evaluate((el) => el === document.activeElement), `the focus is back: ${await focused(page)}`);
  },

  async 'without a touch screen one sees every picture, and chooses a region'(scene, mall) {
    const product = await withOptions(mall, (p) => p.images.length > 1), page = await scene.open('shop', { ...DESK, token: await mall.member(2) });
    await page.to(`/product/${product.id}`);
    await settled(page);
    await page.getByRole('button', { name: '下一张' }).click();
    await page.locator('.gallery-at', { hasText: `2 / ${product.images.length}` }).waitFor();
    await page.to('/addresses/new');
    await page.locator('#address-region').focus();
    await page.keyboard.press('Enter');
    const list = page.locator('.region-list');
    await list.getByText('北京市').waitFor();
    for (const word of ['广东省', '深圳市', '南山区']) { await list.getByText(word, { exact: true }).focus(); await page.keyboard.press('Enter'); }
    await list.waitFor({ state: 'hidden' });
    assert.equal((await page.locator('#address-region').textContent()).trim(), '广东省 深圳市 南山区');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'address-region');
  },

  async 'a line leaves the cart by keyboard, and the question gives the focus back'(scene, mall) {
    const token = await mall.member(16), [sku] = await mall.skus(1), page = await scene.open('shop', { ...PHONE, token });
    for (const line of (await mall.call('GET', '/api/shop/cart', undefined, token)).lines) await mall.call('DELETE', `/api/shop/cart/lines/${line.sku_id}`, undefined, token);
    await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku.id, quantity: 1 }, token);
    await page.to('/cart');
    const trash = page.locator('.cart-trash');
    await trash.focus();
    await page.keyboard.press('Enter');
    await page.locator('.van-dialog').waitFor();
    for (let n = 0; n < 5; n++) { await page.keyboard.press('Tab'); assert.ok(await page.evaluate(() => document.querySelector('.van-dialog').contains(document.activeElement)), `Tab ${n}`); }
    await page.keyboard.press('Escape');
    await page.locator('.van-dialog').waitFor({ state: 'hidden' });
    assert.ok(await trash.evaluate((el) => el === document.activeElement));
    await page.keyboard.press('Enter');
    // The dialog takes the focus once it stands: before that it would take it back.
    await page.waitForFunction(() => document.querySelector('.van-dialog')?.contains(document.activeElement));
    await page.locator('.van-dialog__confirm').focus();
    await page.keyboard.press('Enter');
    await page.getByText('购物车还是空的').waitFor();
  },

  async 'who goes on by keyboard goes on in the new page'(scene, mall) {
    const shop = await scene.open('shop', DESK), panel = await scene.open('admin', { ...DESK, token: await mall.staff() });
    for (const [page, link] of [[shop, 'a.product'], [panel, 'a[href$="/orders?state=PAID"]']]) {
      await page.to('/');
      await page.locator(link).first().focus();
      const before = page.url();
      await page.keyboard.press('Enter');
      await page.waitForFunction((was) => location.href !== was, before);
      await settled(page);
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.getElementById('main').contains(document.activeElement)), `${page.url()}: ${await focused(page)}`);
    }
  },

  async 'a thumb meets everything there is to touch'(scene, mall) {
    const small = [];
    await visit(scene, await pagesOf(scene, mall, 'shop'), { ...NARROW, reducedMotion: 'reduce' }, async (page, { name }) => { small.push(...(await page.evaluate(thumbs)).map((f) => `${name}: ${f}`)); });
    const product = await withOptions(mall), page = await scene.open('shop', { ...PHONE, ...NARROW, reducedMotion: 'reduce' });
    await page.to(`/product/${product.id}`);
    await settled(page);
    await page.locator('.buy-bar .tint').click();
    await page.getByRole('dialog').waitFor();
    await settled(page);                                // what still slides in is met half way
    small.push(...(await page.evaluate(thumbs)).map((f) => `the SKU sheet: ${f}`));
    assert.deepEqual([...new Set(small)], []);
  },
};
