// A shop that has grown: a thousand rows behind a list.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const ROWS = 1000, PAGE = 100;

/* Long tasks are what makes scrolling stick. Their lengths, in ms, while the wheel turns to the end and back. */
async function scroll(page) {
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map((e) => Math.round(e.duration)))).observe({ type: 'longtask' });
  });
  await page.mouse.move(600, 500);
  for (const way of [1, -1]) for (let n = 0; n < 20; n++) { await page.mouse.wheel(0, way * 600); await page.waitForTimeout(30); }
  return page.evaluate(() => globalThis.long);
}

async function smooth(page, rows) {
  const long = await scroll(page);
  console.log(`figure scrolling ${rows} rows: ${long.length} long tasks, the longest ${Math.max(0, ...long)} ms (smooth: none over 200 ms)`);
  const last = page.locator('tbody tr').last();
  await last.scrollIntoViewIfNeeded();
  assert.ok((await last.innerText()).trim().length > 0, 'the last row is drawn');
}

const grown = (mall) => mall.once('grown', async () => {
  mall.sql(`INSERT INTO member (state, nickname, created_at, updated_at) SELECT 'ACTIVE', CONCAT('很多人 ', seq), NOW(3) - INTERVAL seq MINUTE, NOW(3) FROM seq_1_to_${ROWS}`);
  return (await mall.office('GET', '/api/admin/members?page_size=1')).total;
});

export const tests = {
  async 'a thousand rows: a page holds a hundred at most, and they scroll smoothly'(scene, mall) {
    const total = await grown(mall), token = await mall.staff();
    assert.ok(total >= ROWS);
    assert.equal((await mall.ask('GET', `/api/admin/members?page_size=${PAGE + 1}`, undefined, token)).status, 400, 'more than a hundred are refused');
    const page = await scene.open('admin', { ...DESK, token });
    await page.route('**/api/admin/members?*', (route) => route.continue({ url: route.request().url().replace(/page_size=\d+/, `page_size=${PAGE}`) }));
    await page.to('/members');
    await settled(page);
    assert.equal(await page.locator('tbody tr').count(), PAGE);
    await smooth(page, PAGE);
  },

  async 'a table that holds a thousand rows at once scrolls smoothly too'(scene, mall) {
    await grown(mall);
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() });
    // The API gives a hundred at most, so ten pages of it make one.
    await page.route('**/api/admin/members?*', async (route) => {
      const pages = await Promise.all(Array.from({ length: ROWS / PAGE }, (_, n) => mall.office('GET', `/api/admin/members?page=${n + 1}&page_size=${PAGE}`)));
      await route.fulfill({ json: { ...pages[0], page_size: ROWS, items: pages.flatMap((one) => one.items) } });
    });
    await page.to('/members');
    await settled(page);
    assert.equal(await page.locator('tbody tr').count(), ROWS);
    await smooth(page, ROWS);
  },

  async 'a thousand rows: from the first page to the last, at a desk and on a phone'(scene, mall) {
    const total = await grown(mall), last = Math.ceil(total / 20);
    for (const size of [DESK, PHONE]) {
      const page = await scene.open('admin', { ...size, token: await mall.staff() });
      await page.to('/members');
      await settled(page);
      const row = page.locator('tbody tr, .cards > li'), first = await row.first().innerText();
      assert.ok(await row.count() <= PAGE);
      await page.getByRole('navigation').locator('.el-pager li', { hasText: String(last) }).click();
      await page.waitForURL(new RegExp(`page=${last}`));
      await page.waitForFunction((before) => document.querySelector('tbody tr, .cards > li')?.innerText !== before, first);
      assert.equal(await row.count(), total - 20 * (last - 1));
      await page.goBack();
      await page.waitForFunction((before) => document.querySelector('tbody tr, .cards > li')?.innerText === before, first);
    }
  },
};
