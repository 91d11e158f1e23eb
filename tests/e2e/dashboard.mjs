// dashboard.mjs - staff in a real browser: the dashboard, its chart and its table, and Ctrl K, at three widths in both themes;
// and a buyer whose pages tell that they were looked at.
//
//   node dashboard.mjs http://127.0.0.1:8080/ NAME PASSWORD [folder for pictures]
//
// Against a stack that runs, with its demo data.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { launch, watched } from './browser.mjs';

const [url, name, password, folder] = process.argv.slice(2), base = url.replace(/\/$/, ''), faults = [];
const browser = await launch();
if (folder) mkdirSync(folder, { recursive: true });

async function signedIn(options) {
  const context = await watched(browser, faults, options);
  context.expect(/401/);
  const page = await context.newPage();
  await page.goto(`${base}/admin/`);
  await page.locator('input').first().fill(name);
  await page.locator('input[type=password]').fill(password);
  await page.locator('form button').last().click();
  await page.locator('.box canvas').waitFor();
  return { context, page };
}

async function dashboard(page) {
  assert.equal(await page.locator('.figure').count(), 8);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'nothing sticks out');
  const inked = () => page.locator('.box canvas').first().evaluate((c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v));
  assert.ok(await inked(), 'something is drawn');
  await page.locator('.choice').nth(2).click();
  assert.equal(await page.locator('.choice').nth(2).getAttribute('aria-pressed'), 'true');
  await page.locator('summary').click();
  assert.equal(await page.locator('tbody tr').count(), 30);
}

async function search(page) {
  await page.keyboard.press('Control+k');
  const box = page.locator('dialog.finder'), field = box.locator('input');
  await field.waitFor();
  await field.fill('龙井');
  await box.locator('[id^=find-product]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await box.locator('[role=option]').nth(1).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin\/products\/\d+$/);
  await page.locator('header button').first().click();                // the button, as in the hand
  await field.fill('没有这样的东西');
  await box.locator('.note b').waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
}

for (const [width, height] of [[360, 780], [768, 1024], [1440, 900]])
  for (const colorScheme of ['light', 'dark']) {
    const { context, page } = await signedIn({ viewport: { width, height }, colorScheme });
    await dashboard(page);
    if (folder) await page.screenshot({ path: `${folder}/dashboard-${width}-${colorScheme}.png`, fullPage: true });
    await search(page);
    await context.close();
  }

/* A failing answer is told, and may be asked for again. */
{
  const { context, page } = await signedIn({ viewport: { width: 390, height: 844 } });
  context.expect(/503/);
  await page.route('**/api/admin/dashboard', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503,"code":"busy","detail":"忙","errors":[]}' }));
  await page.reload();
  await page.locator('.state[role=alert]').waitFor();
  await page.unroute('**/api/admin/dashboard');
  await page.locator('.state button').last().click();
  await page.locator('.figures').waitFor();
  await context.close();
}

/* What a hidden page tells. */
{
  const context = await watched(browser, faults, { viewport: { width: 390, height: 844 }, userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36' });
  context.expect(/401/);
  const page = await context.newPage();
  await page.addInitScript(() => { window.told = []; navigator.sendBeacon = (to, body) => { body.text().then((text) => window.told.push([to, JSON.parse(text)])); return true; }; });
  await page.goto(`${base}/?utm_source=weibo&utm_medium=post&share=S1&code=secret`);
  await page.locator('a[href^="/product/"]').first().click();
  await page.waitForURL(/\/product\/\d+/);
  await page.waitForTimeout(300);
  await page.evaluate(() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange')); document.dispatchEvent(new Event('visibilitychange')); });
  await page.waitForTimeout(300);
  const told = await page.evaluate(() => window.told);
  assert.deepEqual(told.map(([to]) => to), ['/api/shop/visits'], 'one batch, to this shop');
  const [first, second, ...more] = told[0][1].views;
  assert.deepEqual([first.page, first.path, first.utm_source, first.share_code, second.page, more], ['HOME', '/', 'weibo', 'S1', 'PRODUCT', []]);
  assert.equal(second.path, `/product/${second.object_id}`);
  assert.equal(second.utm_source, undefined, 'what brought the browser here is said once');
  assert.ok(!JSON.stringify(told).includes('secret'), 'nothing else of the address is told');
  await context.close();
}
await browser.close();
assert.deepEqual(faults, []);
console.log('ok');
