// buying.mjs - the steps of a buyer, as a thumb does them.
import assert from 'node:assert/strict';
import { settled } from './mall.mjs';

export const WORDS = {
  'zh-CN': { keyword: '茶', agreeFirst: '请先同意', paid: '待发货', shipped: '待收货', done: '已完成', receive: '确认收货', ship: '发货', search: '搜索', cart: '购物车' },
  en: { keyword: '茶', agreeFirst: 'Agree to the terms', paid: 'To ship', shipped: 'Shipped', done: 'Completed', receive: 'Confirm receipt', ship: 'Ship', search: 'Search', cart: 'Cart' },
};

/** On in the app, as a link leads. */
export async function go(page, path) {
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__);
  await page.evaluate((to) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to).then(() => undefined), path);
}

/** A finger that goes from one place to another. */
export async function finger(page, [x, y], [toX, toY], steps = 8) {
  const hand = await page.context().newCDPSession(page), touch = (type, ...touchPoints) => hand.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x, y });
  for (let i = 1; i <= steps; i++) await touch('touchMove', { x: x + (toX - x) * i / steps, y: y + (toY - y) * i / steps });
  await touch('touchEnd');
  await hand.detach();
}
export const pull = (page) => finger(page, [200, 300], [205, 520], 5);

/** Somebody new, by WeChat: a run finds nothing of the one before. */
export async function signInByWeChat(page, words) {
  await page.to('/me');
  await page.locator('a.me-who').click();
  await page.locator('.wechat-in').click();
  await page.getByText(words.agreeFirst).first().waitFor();       // refused until agreed
  await page.locator('.agree .check').check();
  await page.locator('.wechat-in').click();
  await page.waitForURL(/connect\/oauth2\/authorize/);
  const nickname = `买家${Date.now() % 1e7}`;
  await page.fill('#nickname', nickname);
  await page.locator('button.primary').click();
  await page.waitForURL(/\/me$/);
  await page.locator('.me-who b', { hasText: nickname }).waitFor();
  return nickname;
}

/** Products found, as paths. */
export async function search(page, keyword) {
  await page.to('/search');
  await page.fill('input[type=search]', keyword);
  await page.keyboard.press('Enter');
  await page.waitForURL(/keyword=/);
  await page.locator('a.product').first().waitFor();
  for (const title of await page.locator('a.product:not(.gone) .product-title, a.product:not(.gone) h3').allTextContents()) assert.ok(title.length > 0);
  return page.locator('a.product:not(.gone)').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
}

/** Chooses the nth possible value of every option. */
export async function choose(page, nth = 0) {
  const sheet = page.locator('.sku');
  await sheet.locator('.sku-foot').waitFor();
  for (const group of await sheet.locator('.sku-group').all()) {
    const free = group.locator('.sku-value:not(:disabled)'), want = free.nth(Math.min(nth, (await free.count()) - 1));
    if ((await want.getAttribute('aria-pressed')) === 'false') await want.click();
  }
}

export async function addToCart(page, path, nth = 0) {
  await page.to(path);
  await page.locator('.buy-bar .tint, .desk-buy .tint').locator('visible=true').first().click();
  await choose(page, nth);
  await page.locator('.sku .sku-foot .button:not(:disabled)').first().click();
  await page.locator('.toast.good').waitFor();
  await page.locator('.sku').waitFor({ state: 'hidden' });
}

/** The first region of each list. */
export async function chooseRegion(page) {
  await page.locator('#address-region').click();
  const first = page.locator('.region-list button').first();
  for (const word of ['北京市', '东城区']) await first.filter({ hasText: word }).click();
  await first.waitFor({ state: 'hidden' });
}

export async function fillAddress(page) {
  await page.fill('#address-name', '王小明');
  await page.fill('#address-phone', '13800138000');
  await chooseRegion(page);
  await page.fill('#address-detail', '东华门街道 1 号楼 2 单元 301');
  await page.locator('.foot-bar .primary').click();
}

/** From the cart to an order that waits for its money; its number. */
export async function checkOut(page) {
  await page.to('/cart');
  await page.locator('.cart-line').first().waitFor();
  if (!(await page.locator('.cart-all .check').isChecked())) await page.locator('.cart-all .check').click();
  await page.locator('.cart-bar .primary:not(:disabled)').click();
  await page.waitForURL(/checkout/);
  await page.locator('.to').first().waitFor();
  if (await page.locator('a.to').count()) {
    await page.locator('a.to').click();
    await page.locator('#address-name').waitFor();
    await fillAddress(page);
    await page.waitForURL(/checkout/);
  }
  await page.locator('button.to').waitFor();
  await page.fill('#remark', '请放门口');
  await page.locator('.foot-bar .primary').click();
  await page.waitForURL(/\/pay\//);
  return page.url().match(/\/pay\/(\w+)/)[1];
}

/** In the sandbox's cashier, and back to a page that knows it. */
export async function pay(page) {
  await page.locator('.foot-bar .primary:not(:disabled)').click();
  await page.waitForURL(/cashier/);
  await page.locator('button[value=pay]').click();
  await page.waitForURL(/\/result/);
  await page.locator('.state-face.good').waitFor({ timeout: 30000 });
}

export async function stateOf(page, number) {
  await page.to(`/orders/${number}`);
  await settled(page);
  return (await page.locator('.order-state h2').textContent()).trim();
}
