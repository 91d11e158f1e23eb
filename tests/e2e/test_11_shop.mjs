// What a demanding buyer notices: where he is when he comes back, what he pays for, whom to call; a server that fails him.
import assert from 'node:assert/strict';
import { PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const busy = (route, status = 503) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status, code: 'busy', detail: '系统繁忙，请稍后再试', request_id: 'deadbeef00000001' }) });
const buyer = async (scene, mall, n, more = {}) => scene.open('shop', { ...PHONE, token: await mall.member(n), ...more });

export const tests = {
  async 'who comes back to a list finds it as he left it, and his place in it'(scene, mall) {
    const page = await scene.open('shop', PHONE), asked = [];
    await page.to('/products');
    await settled(page);
    const first = await page.locator('a.product').count();
    await page.locator('.list-end').scrollIntoViewIfNeeded();
    await page.waitForFunction((n) => document.querySelectorAll('a.product').length > n, first);
    await settled(page);
    const last = page.locator('a.product').nth(first + 2), many = await page.locator('a.product').count();
    await last.scrollIntoViewIfNeeded();
    const title = await last.locator('.product-title').textContent(), place = await page.evaluate(() => scrollY);
    assert.ok(place > 1000);
    await last.click();
    await page.locator('.price-block h2').waitFor();
    await settled(page);
    assert.equal(await page.evaluate(() => scrollY), 0, 'a new page begins at its top');
    page.on('request', (r) => { if (/api\/shop\/products\?/.test(r.url())) asked.push(r.url()); });
    await page.goBack();
    await settled(page);
    assert.ok(await page.locator('a.product').count() >= many, 'all that was loaded');
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 3, place);
    await page.getByText(title).first().waitFor();
    assert.deepEqual(asked.filter((u) => !/cursor=/.test(u)), [], 'and it was not asked for again');
    await page.to('/products');
    await settled(page);
    assert.equal(await page.locator('a.product').count(), first, 'who comes anew begins at the beginning');
  },

  async 'the front page is where one left it'(scene) {
    const page = await scene.open('shop', PHONE);
    await page.to('/');
    await settled(page);
    const card = page.locator('.product-grid a.product').nth(6);
    await card.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    await card.click();
    await page.locator('.price-block h2').waitFor();
    await page.goBack();
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 3, place);
  },

  async 'an order that was cancelled on its page is so in the list one comes back to'(scene, mall) {
    await mall.cancelUnpaid(12);
    const { number } = await mall.order(12, { unpaid: true }), page = await buyer(scene, mall, 12);
    await page.to('/orders?tab=unpaid');
    const card = page.locator(`.order-head[href="/orders/${number}"]`), tab = page.locator('.tabs button', { hasText: '待付款' });
    await card.waitFor();
    await tab.locator('.count', { hasText: '1' }).waitFor();
    await card.click();
    await page.locator('.order-bar .button', { hasText: '取消订单' }).click();
    await page.getByRole('dialog').getByText('不想要了').click();
    await page.getByRole('button', { name: '取消该订单' }).click();
    await page.locator('.order-state h2', { hasText: '已取消' }).waitFor();
    await page.goBack();
    await page.getByText('没有“待付款”的订单').waitFor();
    assert.equal(await tab.locator('.count').count(), 0);
    await page.locator('.tabs button', { hasText: '已关闭' }).click();
    assert.match(await page.locator('.order', { has: page.locator(`a[href="/orders/${number}"]`) }).locator('.order-foot').textContent(), /合计/, 'nothing is owed for it');
  },

  async 'what waits stands at the tabs and on the page of the buyer'(scene, mall) {
    await mall.cancelUnpaid(13);
    await mall.order(13, { unpaid: true });
    const waiting = await mall.call('GET', '/api/shop/orders/counts', undefined, await mall.member(13));
    assert.equal(waiting.unpaid, 1);
    const page = await buyer(scene, mall, 13);
    await page.to('/me');
    for (const [tab, n] of [['unpaid', waiting.unpaid], ['to_ship', waiting.to_ship], ['to_receive', waiting.to_receive]]) {
      const count = page.locator(`.me-orders a[href$="tab=${tab}"] .count`);
      if (n) await count.filter({ hasText: String(n) }).waitFor();
      else assert.equal(await count.count(), 0, tab);
    }
    await page.locator('.me-orders a[href$="tab=unpaid"]').click();
    await page.locator('.tabs .on .count', { hasText: '1' }).waitFor();
  },

  async 'the cashier says what is paid for, and an order whom to call and where it goes back to'(scene, mall) {
    const was = await mall.office('GET', '/api/admin/identity'), place = { return_name: '售后仓', return_phone: '13700137000', return_address: '深圳市南山区退货路 9 号' };
    const keep = async (words) => { const now = await mall.office('GET', '/api/admin/identity'), { locale, ...form } = { ...now, ...words }; await mall.office('PUT', '/api/admin/identity', form); };
    mall.later(() => keep(Object.fromEntries(Object.keys(place).map((k) => [k, was[k]]))));
    await keep({ ...place, service_phone: '400-800-0000' });
    await mall.cancelUnpaid(14);
    const unpaid = await mall.order(14, { unpaid: true, lines: 2 }), page = await buyer(scene, mall, 14), { order } = await mall.call('GET', `/api/shop/orders/${unpaid.number}`, undefined, await mall.member(14));
    await page.to(`/pay/${unpaid.number}`);
    const what = await page.locator('.pay-what').textContent();
    for (const said of [unpaid.number, order.lines[0].title, '共 2 件']) assert.ok(what.includes(said), `${said} in ${what}`);
    await page.to(`/orders/${unpaid.number}`);
    await page.locator('.help a[href="tel:4008000000"]').waitFor();
    assert.equal(await page.getByText(place.return_address).count(), 0, 'nothing was sent yet');
    const sent = await mall.order(14);
    await mall.office('POST', `/api/admin/orders/${sent.id}/parcels`, { carrier: 'SF', tracking_number: `SF${Date.now() % 1e9}` });
    await page.to(`/orders/${sent.number}`);
    await page.locator('.help').getByText(place.return_address).waitFor();
  },

  async 'what was bought once goes into the cart again, as far as it is still sold'(scene, mall) {
    const { number } = await mall.order(15, { lines: 2 }), page = await buyer(scene, mall, 15), { order } = await mall.call('GET', `/api/shop/orders/${number}`, undefined, await mall.member(15));
    await mall.call('POST', '/api/shop/cart/lines', { sku_id: order.lines[0].sku_id, quantity: 9 }, await mall.member(15));
    await page.to(`/orders/${number}`);
    await page.getByRole('button', { name: '再次购买' }).click();
    await page.waitForURL(/\/cart$/);
    for (const { title } of order.lines) await page.locator('.cart-line', { hasText: title }).waitFor();
    const { width, height } = await page.locator('.tabbar .count').boundingBox();
    assert.ok(width > height, 'two digits beside each other at the cart');
  },

  async 'a word that is too long is cut, not refused'(scene) {
    const page = await scene.open('shop', PHONE);
    await page.to(`/products?keyword=${encodeURIComponent('保'.repeat(90))}`);
    await page.getByText('没有找到商品').waitFor();
    await page.to('/search');
    await page.fill('input[type=search]', '保'.repeat(90));
    await page.keyboard.press('Enter');
    await page.getByText('没有找到商品').waitFor();
  },

  async 'every page is called by its own name'(scene, mall) {
    const page = await scene.open('shop', PHONE), named = (words) => page.waitForFunction((w) => document.title.startsWith(w), words), shop = (await mall.call('GET', '/api/shop/identity')).name, [sku] = await mall.skus(1), { title } = await mall.call('GET', `/api/shop/products/${sku.product}`);
    await page.to('/');
    await named(shop);
    await page.evaluate((to) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to), `/product/${sku.product}`);
    await named(`${title} · ${shop}`);
    await page.goBack();
    await page.waitForFunction((w) => document.title === w, shop);
    await page.to('/legal/privacy');
    await named('隐私政策');
    await page.to('/products?keyword=%E8%8C%B6');
    await named('茶');
  },

  async 'leaving by another site or by closing tells how long one stayed'(scene, mall) {
    const [sku] = await mall.skus(1), rows = (name) => mall.sql(`SELECT page, object_id, stay_ms FROM visit WHERE utm_source = '${name}' AND page = 'PRODUCT'`).trim();
    for (const leave of [(page) => page.goto('about:blank'), (page) => page.close({ runBeforeUnload: true })]) {
      const page = await scene.open('shop', PHONE), name = `leave${Date.now()}`, beacons = [];
      page.on('request', (r) => { if (/api\/shop\/visits/.test(r.url())) beacons.push(r.resourceType()); });
      await page.to(`/product/${sku.product}?utm_source=${name}`);
      await settled(page);
      await new Promise((done) => setTimeout(done, 700));
      assert.deepEqual(beacons, [], 'nothing is told before');
      await leave(page);
      let got = '';
      for (let tries = 200; tries && !got; tries--) { got = rows(name); await new Promise((done) => setTimeout(done, 50)); }
      const [where, product, stay] = got.split('\t');
      assert.deepEqual([where, product], ['PRODUCT', String(sku.product)]);
      assert.ok(Number(stay) >= 700, `stayed for ${stay} ms`);
    }
  },

  async 'a checkout and a cashier that fail keep what was typed, and go on'(scene, mall) {
    await mall.cancelUnpaid(17);
    await mall.address(17);
    const page = await buyer(scene, mall, 17, { expect: [/status of 503/, /ERR_FAILED|ERR_INTERNET/] }), [sku] = await mall.skus(1);
    await page.to(`/checkout?sku=${sku.id}`);
    await page.fill('#remark', '请放门口，谢谢');
    let fail = 1;
    await page.route('**/api/shop/orders', (route) => (route.request().method() === 'POST' && fail-- > 0 ? busy(route) : route.fallback()));
    const submit = page.locator('.foot-bar .primary');
    await submit.click();
    await page.locator('.toast.bad').last().waitFor();
    assert.equal(await page.inputValue('#remark'), '请放门口，谢谢');
    await page.context().setOffline(true);
    await submit.click();
    await page.locator('.offline').waitFor();
    await page.locator('.toast.bad').last().waitFor();
    await page.context().setOffline(false);
    assert.equal(await page.inputValue('#remark'), '请放门口，谢谢');
    await submit.click();
    await page.waitForURL(/\/pay\//);
    const number = page.url().match(/\/pay\/(\w+)/)[1];
    let begun = 0;
    await page.route('**/payments', (route) => (++begun === 1 ? busy(route) : begun === 2 ? route.abort() : route.fallback()));
    for (let n = 0; n < 2; n++) {
      await page.locator('.foot-bar .primary:not(:disabled)').click();
      await page.locator('.toast.bad').last().waitFor();
      assert.ok((await page.locator('.pay-what').textContent()).includes(number));
    }
    await page.locator('.foot-bar .primary:not(:disabled)').click();
    await page.waitForURL(/cashier/);
    assert.equal((await mall.call('GET', `/api/shop/orders/${number}`, undefined, await mall.member(17))).order.remark, '请放门口，谢谢');
  },

  async 'a server that never answers is given up, and a retry works'(scene, mall) {
    await mall.cancelUnpaid(18);
    await mall.address(18);
    const { number } = await mall.order(18, { unpaid: true }), [sku] = await mall.skus(1);
    await Promise.all(['/', `/product/${sku.product}`, `/checkout?sku=${sku.id}`, `/pay/${number}`].map(async (path) => {
      const page = await buyer(scene, mall, 18, { expect: [/ERR_/] }), held = [], own = /shop\/(?:home|products\/\d+|checkout|orders\/\d+)(?:\?|$)/;
      let hang = true;
      await page.route(own, (route) => { if (hang) held.push(route); else return route.fallback(); });
      await page.to(path);
      await page.locator('.bone').first().waitFor();
      const retry = page.getByRole('button', { name: '重试' });
      await retry.waitFor();
      hang = false;
      await retry.click();
      await settled(page);
      await page.locator('.product, .price-block, .amounts, .pay-what').first().waitFor();
      await Promise.all(held.map((route) => route.abort().catch(() => undefined)));
    }));
  },

  async 'two taps confirm, cancel and save once'(scene, mall) {
    const order = await mall.order(19), page = await buyer(scene, mall, 19), sent = [];
    await mall.office('POST', `/api/admin/orders/${order.id}/parcels`, { carrier: 'SF', tracking_number: `SF${Date.now() % 1e9}` });
    page.on('request', (r) => { if (r.method() === 'POST' && /receive|cancel|addresses$/.test(r.url())) sent.push(r.url().match(/[a-z]+$/)[0]); });
    await page.route(/receive$|cancel$|addresses$/, async (route) => { await new Promise((done) => setTimeout(done, 300)); await route.continue(); });
    await page.to(`/orders/${order.number}`);
    await page.locator('.order-bar .primary').click();
    await page.locator('.van-dialog__confirm').dblclick();
    await page.locator('.order-state h2', { hasText: '已完成' }).waitFor();
    await mall.cancelUnpaid(19);
    const other = await mall.order(19, { unpaid: true });
    await page.to(`/orders/${other.number}`);
    await page.locator('.order-bar .button', { hasText: '取消订单' }).click();
    await page.getByRole('dialog').getByText('其他原因').click();
    await page.getByRole('button', { name: '取消该订单' }).dblclick();
    await page.locator('.order-state h2', { hasText: '已取消' }).waitFor();
    assert.deepEqual(sent, ['receive', 'cancel']);
  },

  async 'a shop whose own files do not come offers to try again'(scene) {
    const page = await scene.open('shop', { ...PHONE, expect: [/ERR_FAILED/] });
    let loads = 0;
    page.on('response', (answer) => { if (answer.request().isNavigationRequest()) loads++; });
    await page.route(/assets\/HomePage-.*\.js/, (route) => route.abort());
    await page.to('/');
    // It loads itself once more, since there may be a newer version; then it leaves it to the buyer. Whoever clicks
    // while the first load is going finds the link gone.
    for (let tries = 400; loads < 2 && tries; tries--) await page.waitForTimeout(50);
    await page.waitForLoadState();
    await page.getByRole('link', { name: /重试/ }).waitFor();
    assert.equal(loads, 2);
    await page.unrouteAll();
    await page.getByRole('link', { name: /重试/ }).click();
    await page.locator('a.product').first().waitFor();
  },
};
