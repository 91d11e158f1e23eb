// What a buyer meets on a bad day: a slow line, a change of mind, no more codes.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { go, pull } from './buying.mjs';
import { settled } from './mall.mjs';

export const tests = {
  async 'a pull while the first answer is still awaited ends in what came of it: an error with a retry, or nothing found'(scene) {
    const page = await scene.open('shop', { ...PHONE, reducedMotion: 'reduce', expect: [/ERR_FAILED/] });
    const EMPTY = { items: [] }, ways = [(route) => route.abort(), (route) => route.fulfill({ json: EMPTY })];
    for (const [i, second] of ways.entries()) {
      let asked = 0;
      await page.route(/\/api\/shop\/products\?/, (route) => (++asked === 1 ? undefined : asked === 2 ? second(route) : route.continue()));
      await page.to('/products');
      await page.locator('.bone').first().waitFor();
      await pull(page);
      if (i) await page.locator('.state', { hasText: '没有找到商品' }).waitFor();
      else await page.locator('.state').getByRole('button', { name: '重试' }).waitFor();
      assert.equal(await page.locator('.bone').count(), 0, 'nothing pretends to come any more');
      if (!i) {
        await page.getByRole('button', { name: '重试' }).tap();
        await page.locator('a.product').first().waitFor();
        assert.equal(await page.locator('.state').count(), 0);
      }
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  },

  async 'codes are used up when the server says so, and not because the wait is long or short'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, expect: [/status of 429/] }), send = page.locator('.send'), phone = `138${String(Date.now()).slice(-8)}`;
    const seconds = async () => Number((await send.textContent()).match(/^(\d+) 秒后重发$/)?.[1]);
    await page.to('/sign-in');
    await page.fill('#phone', phone);
    await page.route('**/api/shop/sign-in/codes', (route) => route.fulfill({ status: 204, headers: { 'Retry-After': '7200' } }), { times: 1 });
    await send.click();
    await page.locator('.toast.good', { hasText: '验证码已发送' }).waitFor();
    const left = await seconds();
    assert.ok(left > 3600 && left <= 7200, `${left} s after a first code`);
    // The server itself, which has sent ten today.
    const last = `137${String(Date.now()).slice(-8)}`;
    await mall.call('POST', '/api/shop/sign-in/codes', { phone: last });
    mall.sql("UPDATE phone_code SET sent_today = 10 ORDER BY sent_at DESC LIMIT 1");
    await page.fill('#phone', last);
    await send.click();
    await page.locator('.toast.bad', { hasText: '请明天再试' }).waitFor();
    assert.equal(await send.textContent(), '今日已达上限');
    await page.reload();
    await page.fill('#phone', last);
    assert.equal(await send.textContent(), '今日已达上限');
    assert.ok(await send.isDisabled());
  },

  async 'a note to the seller goes with the order it was written for, and with no later one'(scene, mall) {
    const token = await mall.member(51), [sku] = await mall.skus(1), page = await scene.open('shop', { ...PHONE, token }), note = page.getByLabel('订单备注');
    await mall.address(51);
    await mall.call('POST', '/api/shop/cart/lines', { sku_id: sku.id, quantity: 1 }, token);
    await page.to('/checkout');
    await note.fill('放在门口');
    const aside = async () => {
      await page.locator('.to').first().tap();
      await page.getByRole('dialog').getByRole('link', { name: '添加收货地址' }).tap();
      await page.locator('#address-name').waitFor();
    };
    await aside();
    await page.getByRole('button', { name: '返回' }).tap();
    await note.waitFor();
    assert.equal(await note.inputValue(), '放在门口', 'the way back');
    await aside();
    await go(page, '/cart');
    await page.locator('.cart-line').first().waitFor();
    await go(page, '/checkout');
    await note.waitFor();
    await settled(page);
    assert.equal(await note.inputValue(), '', 'the next checkout begins anew');
  },

  async 'a list is called something when the names of brands or categories cannot be had'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, expect: [/ERR_FAILED/] }), { category_id } = await mall.office('GET', `/api/admin/products/${(await mall.skus(1))[0].product}`);
    await page.route(/\/api\/shop\/(?:brands|categories)$/, (route) => route.abort());
    for (const [path, name] of [['/products?brand=1', '品牌'], [`/products?category=${category_id}`, '分类']]) {
      await page.to(path);
      await page.locator('h1', { hasText: name }).waitFor();
    }
  },

  async 'a word that is suggested already is refused at its field'(scene, mall) {
    const title = `热词${Date.now() % 1e6}`, { id } = await mall.office('POST', '/api/admin/hot-words', { title });
    mall.later(() => mall.office('POST', `/api/admin/hot-words/${id}/delete`));
    const page = await scene.open('admin', { ...DESK, token: await mall.staff(), expect: [/status of 409/] });
    await page.to('/hot-words/new');
    await page.locator('[data-field=title] input').fill(title);
    await page.getByRole('button', { name: '添加热词（草稿）', exact: true }).click();
    await page.locator('[data-field=title] .el-form-item__error').waitFor();
    await mall.undo();
  },
};
