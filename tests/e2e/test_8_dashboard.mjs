// The first page of staff: its figures, its chart and the table of it, the search; and the visits that it counts.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

async function opened(scene, mall, options) {
  const page = await scene.open('admin', { ...options, token: await mall.staff() });
  await page.to('/');
  await settled(page);
  await page.locator('.box canvas').waitFor();
  return page;
}
const finder = (page) => page.locator('dialog.finder');

/** A number for what is drawn, 0 for nothing, once the lines have come to rest. */
async function drawn(page) {
  await page.waitForTimeout(700);
  return page.locator('.box canvas').first().evaluate((c) => {
    const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
    return data.some((v) => v) ? data.reduce((sum, v) => (sum * 31 + v) >>> 0, 1) : 0;
  });
}

/** Eight figures, a chart that is drawn and follows choice and theme, its thirty days as a table, nothing beyond the edge. */
async function reads(page) {
  assert.equal(await page.locator('.figure').count(), 8);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'nothing sticks out');
  const first = await drawn(page);
  assert.ok(first, 'something is drawn');
  await page.locator('.choice').nth(2).click();
  assert.equal(await page.locator('.choice').nth(2).getAttribute('aria-pressed'), 'true');
  const second = await drawn(page);
  assert.notEqual(second, first, 'another figure, another line');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => document.documentElement.classList.contains('dark'));
  assert.ok(![0, second].includes(await drawn(page)), 'drawn anew for the dark');
  await page.locator('summary').click();
  assert.equal(await page.locator('tbody tr').count(), 30);
}

/** A buyer who follows a link to the shop, looks at a product, and goes. What the link brought is `query`. */
async function lookedAt(scene, query) {
  const page = await scene.open('shop', PHONE);
  await page.route('**/api/shop/visits', (route) => route.continue());      // else what a beacon carries is not told
  await page.to(`/?${query}`);
  await page.locator('a[href^="/product/"]').first().click();
  await page.waitForURL(/\/product\/\d+/);
  await settled(page);
  const product = Number(page.url().match(/(\d+)$/)[1]);
  const told = page.waitForRequest((r) => r.url().endsWith('/api/shop/visits'));
  // As when another app comes to the front. (A beacon sent while a page unloads does not get through Playwright's routes.)
  await page.evaluate(() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange')); });
  return { product, said: (await told).postData() };
}

async function until(what, ask) {
  for (let tries = 100; tries; tries--) {
    const got = await ask();
    if (got) return got;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${what}: not in time`);
}

export const tests = {
  'the dashboard reads at a desk, in both themes': async (scene, mall) => reads(await opened(scene, mall, DESK)),
  'the dashboard reads on a phone, in both themes': async (scene, mall) => reads(await opened(scene, mall, PHONE)),

  async 'a dashboard that got no figures says so, with the number of the request, and a retry brings them'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff(), expect: [/503/] }), id = 'f'.repeat(32);
    let away = true;
    await page.route('**/api/admin/dashboard', (route) => away
      ? route.fulfill({ status: 503, headers: { 'X-Request-Id': id, 'Retry-After': '1' }, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status: 503, code: 'busy', detail: '系统繁忙，请稍后再试', request_id: id, errors: [] }) })
      : route.continue());
    await page.to('/');
    await page.getByText('系统繁忙，请稍后再试').waitFor();
    await page.getByText(id).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    away = false;
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.figure').first().waitFor();
    assert.equal(await page.locator('.figure').count(), 8);
  },

  async 'a counter of the dashboard opens the list that it counts'(scene, mall) {
    await mall.order(2);
    const page = await opened(scene, mall, DESK), counter = page.locator('a.tile', { hasText: '待发货' }).first(), count = Number(await counter.locator('b').innerText());
    await counter.click();
    await page.waitForURL(/\/orders\?state=PAID$/);
    await settled(page);
    assert.ok(count > 0);
    await page.getByText(`共 ${count} 条`).first().waitFor();
  },

  async 'Ctrl K finds a product and opens it, by the keyboard alone'(scene, mall) {
    const page = await opened(scene, mall, DESK), field = finder(page).locator('input'), all = finder(page).getByRole('option');
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('茶');
    await finder(page).locator('[id^=find-product]').nth(1).waitFor();
    assert.equal(await all.first().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowDown');
    assert.equal(await all.nth(1).getAttribute('aria-selected'), 'true');
    const wanted = (await all.nth(1).getAttribute('id')).replace('find-product-', '');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/admin/products/${wanted}$`));
    await finder(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('没有这样的东西');
    await finder(page).getByText('没有找到“没有这样的东西”').waitFor();
    await page.keyboard.press('Escape');
    await finder(page).waitFor({ state: 'detached' });
    assert.ok(page.url().endsWith(`/products/${wanted}`), 'and one is where one was');
  },

  async 'the search opens by its button in the hand'(scene, mall) {
    const page = await opened(scene, mall, PHONE);
    await page.locator('header').getByRole('button', { name: '搜索（Ctrl K）' }).tap();
    await finder(page).locator('input').fill('公告');
    await finder(page).getByRole('option').first().tap();
    await page.waitForURL(/\/announcements$/);
  },

  async 'pages that a buyer looked at arrive as visits of the campaign that brought him'(scene, mall) {
    const figures = async () => (await mall.office('GET', '/api/admin/dashboard')).today, before = await figures(), campaign = `weibo${Date.now()}`;
    const { product, said } = await lookedAt(scene, `utm_source=${campaign}&utm_medium=post&share=S1&code=secret`);
    const rows = await until('the visits', () => { const got = mall.sql(`SELECT page, IFNULL(object_id, 0), path, IFNULL(utm_source, '-'), IFNULL(utm_medium, '-'), IFNULL(share_code, '-'), source FROM visit WHERE source_name = '${campaign}' ORDER BY at, id`).trim(); return got.split('\n').length === 2 && got; });
    assert.deepEqual(rows.split('\n').map((r) => r.split('\t')), [
      ['HOME', '0', '/', campaign, 'post', 'S1', 'CAMPAIGN'],
      ['PRODUCT', String(product), `/product/${product}`, '-', '-', '-', 'CAMPAIGN'],      // what brought him is said once, and counts for the whole visit
    ]);
    assert.ok(!said.includes('secret'), 'nothing else of the address is told');
    await mall.office('POST', '/api/admin/jobs/daily_summary/run');
    const after = await until('the figures', async () => { const now = await figures(); return now.views >= before.views + 2 && now; });
    assert.ok(after.visitors > before.visitors, 'and he is one visitor more');
  },
};
