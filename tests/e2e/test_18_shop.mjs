// What a buyer meets on a bad day: a slow line, a change of mind, no more codes.
import assert from 'node:assert/strict';
import { PHONE } from './browser.mjs';
import { pull } from './buying.mjs';
import { settled } from './mall.mjs';

/** On in the app, as a link leads. */
const go = (page, path) => page.evaluate((to) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to), path);

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
};
