// Buying and selling, from the first look to the receipt, in two windows: the buyer's phone and the staff's.
import assert from 'node:assert/strict';
import { ANDROID, PHONE } from './browser.mjs';
import { addToCart, checkOut, choose, pay, search, signInByWeChat, stateOf, WORDS } from './buying.mjs';

async function sell(scene, mall, language) {
  const words = WORDS[language], page = await scene.open('shop', { ...PHONE, language });
  await page.to('/');
  await page.locator('a.product').first().waitFor();
  await signInByWeChat(page, words);
  const found = await search(page, words.keyword);
  assert.ok(found.length >= 2, `${found.length} products found for ${words.keyword}`);
  await addToCart(page, found[0]);
  await addToCart(page, found[1]);
  const number = await checkOut(page);
  await pay(page);
  assert.equal(await stateOf(page, number), words.paid);
  assert.equal(await page.locator('.lines > li').count(), 2, 'two SKUs in the order');

  const office = await scene.open('admin', { ...PHONE, language, token: await mall.staff() });
  await office.to(`/orders?number=${number}`);
  await office.getByRole('button', { name: words.ship, exact: true }).click();
  const sheet = office.getByRole('dialog');
  await sheet.locator('input[maxlength="48"]').fill('SF 1234 567 890');
  await sheet.locator('.el-button--primary').click();
  await sheet.waitFor({ state: 'hidden' });

  assert.equal(await stateOf(page, number), words.shipped);
  await page.getByText('SF1234567890').first().waitFor();
  await page.getByRole('button', { name: words.receive }).click();
  await page.locator('.van-dialog__confirm').click();
  await page.locator('.order-state h2', { hasText: words.done }).waitFor();
  const { order } = await mall.office('GET', `/api/admin/orders/${(await mall.office('GET', `/api/admin/orders?number=${number}`)).items[0].id}`);
  assert.equal(order.state, 'COMPLETED');
}

export const tests = {
  'a buyer buys two SKUs on a phone, staff ships on a phone, the buyer confirms': (scene, mall) => sell(scene, mall, 'zh-CN'),
  'the same in English': (scene, mall) => sell(scene, mall, 'en'),

  /* WeChat's window is a stand-in, which pays at the sandbox as a person would. */
  async 'inside WeChat its own window takes the money'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, userAgent: `${ANDROID} MicroMessenger/8.0.50` });
    await signInByWeChat(page, WORDS['zh-CN']);
    await page.exposeFunction('payAtSandbox', async (prepay) => (await fetch(`${mall.sandbox}/cashier/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ prepay_id: prepay }) })).status);
    await page.addInitScript(() => { window.WeixinJSBridge = { invoke: (name, p, done) => window.payAtSandbox(p.package.split('=')[1]).then((s) => done({ err_msg: `get_brand_wcpay_request:${s === 200 ? 'ok' : 'fail'}` })) }; });
    await addToCart(page, `/product/${(await mall.skus(1))[0].product}`);
    await checkOut(page);
    await page.locator('.foot-bar .primary:not(:disabled)').click();
    await page.locator('.state-face.good').waitFor({ timeout: 30000 });
  },

  async 'an option that is not made cannot be chosen, and one that is sold out says so'(scene, mall) {
    const page = await scene.open('shop', PHONE), cards = (await mall.call('GET', '/api/shop/products?limit=50')).items;
    let product;
    for (const card of cards) {
      product = await mall.call('GET', `/api/shop/products/${card.id}`);
      if (product.option1 && product.skus.some((s) => s.stock < product.minimum) && product.skus.some((s) => s.stock >= product.minimum)) break;
    }
    await page.to(`/product/${product.id}`);
    await page.locator('.buy-bar .primary, .desk-buy .primary').locator('visible=true').first().click();
    await choose(page);
    const closed = page.locator('.sku-value:disabled');
    assert.ok(await closed.count() > 0, `a value of ${product.title} is closed`);
    assert.match(await closed.first().textContent(), /缺货|没有|售罄|无此|无货/);
  },
};
