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
};
