// What a buyer finds out who buys every day: words to look for, pulling down, waiting for a code, odd links, films.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const SOON = 3000;      // what the shop shows may be kept for a second or two on its way, and no longer

/** A visitor's page, loaded again and again until `look` sees what staff have just done. */
async function soon(page, path, look) {
  for (const end = Date.now() + SOON; ;) {
    const last = Date.now() > end;
    await page.to(path);
    await settled(page);
    if (await look()) return;
    assert.ok(!last, `${path} shows it within ${SOON / 1000} s`);
  }
}

/** A finger that goes from one place to another. */
async function finger(page, [x, y], [toX, toY], steps = 8) {
  const hand = await page.context().newCDPSession(page), touch = (type, ...touchPoints) => hand.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x, y });
  for (let i = 1; i <= steps; i++) await touch('touchMove', { x: x + (toX - x) * i / steps, y: y + (toY - y) * i / steps });
  await touch('touchEnd');
  await hand.detach();
}
const pull = (page) => finger(page, [200, 300], [205, 520]);
/** The next answer of a path; every answer before and after is the server's. */
const once = (page, path, how) => page.route(new RegExp(`${path}(\\?|$)`), how, { times: 1 });
const renamed = (pick, title) => async (route) => {
  const answer = await route.fetch(), body = await answer.json();
  Object.assign(pick(body), title);
  await route.fulfill({ response: answer, json: body });
};

export const tests = {
  async 'a word that staff suggest stands on the search page, finds the goods in any language, and is gone when taken off'(scene, mall) {
    const desk = await scene.open('admin', { ...DESK, token: await mall.staff() }), phone = await scene.open('shop', { ...PHONE, language: 'en' });
    const shown = `Oolong ${Date.now() % 1e6}`, chip = phone.locator('.hot-words .chip', { hasText: shown });
    await desk.to('/hot-words/new');
    await settled(desk);
    await desk.locator('[data-field=title] input').fill('铁观音');
    await desk.getByLabel('搜索词 · English').fill(shown);
    await desk.getByRole('button', { name: '添加热词（草稿）', exact: true }).click();
    await desk.waitForURL(/\/hot-words\/\d+$/);
    const id = desk.url().match(/(\d+)$/)[1];
    mall.later(() => mall.office('POST', `/api/admin/hot-words/${id}/delete`));
    await phone.to('/search');
    await settled(phone);
    assert.equal(await chip.count(), 0, 'a draft is for nobody');
    await settled(desk);
    await desk.getByRole('button', { name: '发布' }).click();
    await desk.getByText('“铁观音”已发布').waitFor();
    await soon(phone, '/search', () => chip.count());
    await chip.click();
    await phone.waitForURL(/\/products\?keyword=/);
    await phone.locator('a.product', { hasText: '铁观音' }).first().waitFor();
    await mall.undo();
    await soon(phone, '/search', async () => !(await chip.count()));
    for (const one of (await mall.office('GET', '/api/admin/hot-words')).items.filter((w) => w.state === 'PUBLISHED')) {
      await mall.office('POST', `/api/admin/hot-words/${one.id}/off`);
      mall.later(() => mall.office('POST', `/api/admin/hot-words/${one.id}/publish`));
    }
    await soon(phone, '/search', async () => !(await phone.getByText('Try searching for').count()));
    await mall.undo();
  },

  async 'a page pulled down asks anew, and shows what has come'(scene, mall) {
    const { number } = await mall.order(31), page = await scene.open('shop', { ...PHONE, token: await mall.member(31) }), NEW = '刚刚改过的';
    const pages = [
      ['/', '/api/shop/home', (b) => b.floors[0], { title: NEW }], ['/category', '/api/shop/categories', (b) => b.items[0], { name: NEW }],
      ['/products', '/api/shop/products', (b) => b.items[0], { title: NEW }], ['/orders', '/api/shop/orders', (b) => b.items[0].lines[0], { title: NEW }],
      [`/orders/${number}`, `/api/shop/orders/${number}`, (b) => b.order.lines[0], { title: NEW }],
    ];
    for (const [path, api, pick, change] of pages) {
      await page.to(path);
      await settled(page);
      const high = await page.evaluate(() => document.querySelector('.pull').getBoundingClientRect().top);
      await once(page, api, renamed(pick, change));
      await pull(page);
      await page.getByText(NEW).first().waitFor();
      await page.waitForFunction((top) => { const track = document.querySelector('.pull > div'); return !track.style.transform && track.getBoundingClientRect().top === top; }, high);
    }
  },

  async 'pulling without a network leaves what is there, and says so; once it is back, it works'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, reducedMotion: 'reduce', expect: [/ERR_INTERNET_DISCONNECTED/, /status of 503/] });
    for (const [path, api] of [['/', '/api/shop/home'], ['/products', '/api/shop/products']]) {
      await page.to(path);
      await settled(page);
      const cards = await page.locator('a.product').count();
      await page.context().setOffline(true);
      await page.locator('.offline').waitFor();
      await pull(page);
      await page.locator('.toast.bad', { hasText: '网络已断开' }).waitFor();
      assert.equal(await page.locator('a.product').count(), cards);
      await page.context().setOffline(false);
      await page.locator('.offline').waitFor({ state: 'hidden' });
      await once(page, api, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status: 503, code: 'busy', detail: '系统繁忙，请稍后再试', request_id: 'deadbeef00000001' }) }));
      await pull(page);
      await page.locator('.toast.bad', { hasText: '系统繁忙' }).waitFor();
      assert.equal(await page.locator('.state').count(), 0);
      const asked = page.waitForResponse((r) => r.url().includes(api));
      await pull(page);
      assert.equal((await asked).status(), 200);
    }
  },

  async 'what is swept aside is not pulled down, nor what is scrolled'(scene, mall) {
    const page = await scene.open('shop', PHONE);
    let asked = 0;
    await page.to('/');
    await settled(page);
    page.on('request', (r) => { if (r.url().endsWith('/api/shop/home')) asked++; });
    const row = await page.locator('.banner-row').boundingBox(), y = row.y + row.height / 2;
    await finger(page, [320, y], [60, y + 20]);
    await page.waitForFunction(() => document.querySelector('.banner-row').scrollLeft > 100);
    await page.evaluate(() => scrollTo(0, 600));
    await pull(page);
    await settled(page);
    assert.equal(asked, 0);
  },
};
