// What happens meanwhile: taps that are faster than the answers, another tab, other buyers, a price that staff changes, a session that ends.
import assert from 'node:assert/strict';
import { PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const late = (ms) => async (route) => { await new Promise((done) => setTimeout(done, ms)); await route.continue(); };

/** A member whose cart has these SKUs, each once, and nothing else. */
async function shopper(scene, mall, n, skus, more = {}) {
  const token = await mall.member(n);
  await mall.cancelUnpaid(n);
  await mall.address(n);
  for (const line of (await mall.call('GET', '/api/shop/cart', undefined, token)).lines) await mall.call('DELETE', `/api/shop/cart/lines/${line.sku_id}`, undefined, token);
  for (const sku of skus) await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku.id, quantity: 1 }, token);
  return { token, page: await scene.open('shop', { ...PHONE, token, ...more }) };
}
const quantities = async (mall, token) => Object.fromEntries((await mall.call('GET', '/api/shop/cart', undefined, token)).lines.map((l) => [l.sku_id, l.quantity]));

export const tests = {
  async 'quantities tapped while others are on their way are kept, counted at once and paid for'(scene, mall) {
    const skus = await mall.skus(2), { token, page } = await shopper(scene, mall, 21, skus);
    await page.route('**/api/shop/cart/lines/*', late(500));
    await page.to('/cart');
    const lines = page.locator('.cart-line'), more = (n) => lines.nth(n).getByRole('button', { name: '增加' });
    await lines.nth(1).waitFor();
    const first = (await lines.nth(0).locator('.line-link').getAttribute('href')) === `/product/${skus[0].product}` ? 0 : 1, total = skus[0].price * 3 + skus[1].price * 2;
    await more(first).click();
    await page.waitForRequest((r) => r.method() === 'PUT');           // the first is under way
    await more(first).click();
    await more(1 - first).click();
    await page.locator('.cart-sum', { hasText: (total / 100).toFixed(2) }).waitFor();
    await page.locator('.cart-bar .primary').click();
    await page.waitForURL(/\/checkout/);
    assert.deepEqual(await quantities(mall, token), { [skus[0].id]: 3, [skus[1].id]: 2 });
  },

  async 'a quantity that could not be kept holds the buyer in the cart, with what there is'(scene, mall) {
    const skus = await mall.skus(1), { token, page } = await shopper(scene, mall, 21, skus, { expect: [/ERR_FAILED/] });
    await page.to('/cart');
    await page.route('**/api/shop/cart/lines/*', (route) => route.abort());
    await page.getByRole('button', { name: '增加' }).click();
    await page.locator('.cart-bar .primary').click();
    await page.locator('.toast.bad').waitFor();
    await page.waitForFunction(() => document.querySelector('.quantity input').value === '1');
    assert.equal(new URL(page.url()).pathname, '/cart');
    assert.deepEqual(await quantities(mall, token), { [skus[0].id]: 1 });
  },

  async 'a session that ends in the cart is said, and signing in leads back to the cart'(scene, mall) {
    const skus = await mall.skus(1), token = await mall.member(22), { page } = await shopper(scene, mall, 22, skus, { expect: [/status of 40[14]/] });
    await page.to('/cart');
    await page.locator('.cart-line').waitFor();
    // Signed out in another window. A guest's cart has no such line.
    await mall.call('POST', '/api/shop/sign-out', undefined, token);
    delete mall.kept['member 22'];
    await page.getByRole('button', { name: '增加' }).click();
    await page.locator('.toast.bad', { hasText: '请先登录' }).waitFor();
    await page.getByText('登录已过期').waitFor();
    await page.locator('.state').getByRole('link', { name: '登录' }).click();
    await page.waitForURL(/\/sign-in\?return=\/cart/);
  },

  async 'who was too late learns what is short, and cannot submit it'(scene, mall) {
    const [sku] = await mall.skus(1), { page } = await shopper(scene, mall, 23, [], { expect: [/status of 409/] }), stock = sku.stock;
    await page.to(`/checkout?sku=${sku.id}&quantity=2`);
    const submit = page.locator('.foot-bar .primary');
    await submit.waitFor();
    mall.sql(`UPDATE sku SET stock = 1 WHERE id = ${sku.id}`);
    mall.later(() => mall.sql(`UPDATE sku SET stock = ${stock} WHERE id = ${sku.id}`));
    try {
      await submit.click();
      await page.locator('.line-wrong', { hasText: '仅剩 1 件' }).waitFor();
      assert.ok(await submit.isDisabled());
      await page.getByRole('link', { name: '返回商品' }).click();
      await page.waitForURL(new RegExp(`/product/${sku.product}`));
    } finally { await mall.undo(); }
  },

  async 'nobody is asked for more than the button says'(scene, mall) {
    const token = await mall.member(24), page = await scene.open('shop', { ...PHONE, token, expect: [/status of 409/] });
    const order = await mall.order(24, { unpaid: true }), { order: before } = await mall.call('GET', `/api/shop/orders/${order.number}`, undefined, token);
    await page.to(`/pay/${order.number}`);
    const pay = page.locator('.foot-bar .primary');
    await pay.waitFor();
    await mall.office('POST', `/api/admin/orders/${order.id}/price`, { was_amount: before.pay_amount, goods_amount: before.goods_amount, freight_amount: before.freight_amount + 100, reason: '改到偏远地区' });
    await pay.click();
    await page.locator('.toast.bad', { hasText: '金额有变化' }).waitFor();
    await page.locator('.pay-amount', { hasText: ((before.pay_amount + 100) / 100).toFixed(2) }).waitFor();
    assert.match(page.url(), /\/pay\//);
    await pay.click();
    await page.waitForURL(/cashier/);
  },

  async 'back closes what lies over a page, and leaves what was typed'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, token: await mall.member(2) });
    await page.to('/addresses');
    await page.locator('a[href="/addresses/new"]').click();
    await page.fill('#address-name', '李雷');
    await page.locator('#address-region').click();
    await page.locator('.region-list').waitFor();
    await page.goBack();
    await page.locator('.region-list').waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).pathname, '/addresses/new');
    assert.equal(await page.inputValue('#address-name'), '李雷');
    await page.goBack();
    await page.waitForURL(/\/addresses$/);
    // The same of a question.
    await page.to('/');
    await page.locator('.tabbar a[href="/me"]').click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.locator('.van-dialog').waitFor();
    await page.goBack();
    await page.locator('.van-dialog').waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).pathname, '/me');
  },

  async 'signing in on the way leaves the way back as it was'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE });
    await page.to('/');
    await page.locator('.tabbar a[href="/me"]').click();
    await page.getByRole('link', { name: '收货地址' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goBack();
    await page.waitForURL(/\/me$/);
  },

  async 'what does not exist is said once, and offers no vain retry'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, token: await mall.member(2), expect: [/status of 404/] });
    for (const path of ['/orders/2000000000000000001', '/addresses/999999999', '/articles/999999999', '/product/999999999']) {
      await page.to(path);
      await page.locator('.state').waitFor();
      assert.equal(await page.locator('.state').getByRole('button', { name: '重试' }).count(), 0, path);
      assert.doesNotMatch(await page.locator('.state').textContent(), /加载失败/, path);
    }
  },

  async 'a refund that is on its way is seen to arrive'(scene, mall) {
    const order = await mall.order(25), token = await mall.member(25), page = await scene.open('shop', { ...PHONE, token });
    await page.to(`/orders/${order.number}`);
    await page.locator('.order-bar .button', { hasText: '取消订单' }).click();
    await page.getByRole('dialog').getByText('其他原因').click();
    await page.getByRole('button', { name: '取消该订单' }).click();
    await page.locator('.order-state h2', { hasText: '已退款' }).waitFor();
    await settled(page);
  },

  async 'a link to a checkout of nothing, or of what is not sold, does not check out the cart'(scene, mall) {
    const [sku, other] = await mall.skus(2), { page } = await shopper(scene, mall, 26, [sku], { expect: [/status of 40[49]/] });
    await page.to('/checkout?sku=abc');
    await page.getByText('内容不存在或已删除').waitFor();
    assert.equal(await page.locator('.foot-bar .primary').count(), 0);
    await mall.office('POST', `/api/admin/products/${other.product}/off-sale`);
    mall.later(() => mall.office('POST', `/api/admin/products/${other.product}/on-sale`));
    try {
      await page.to(`/checkout?sku=${other.id}`);
      await page.getByText('商品已下架或不存在').waitFor();
      assert.equal(await page.getByRole('button', { name: '重试' }).count(), 0);
    } finally { await mall.undo(); }
  },
};
