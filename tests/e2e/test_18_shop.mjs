// What a buyer meets on a bad day: a slow line, a change of mind, no more codes.
import assert from 'node:assert/strict';
import { PHONE } from './browser.mjs';
import { pull } from './buying.mjs';

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
};
