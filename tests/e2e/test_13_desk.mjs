// Staff at work beside one another: what somebody has entered is lost neither by a click nor by a colleague.
import assert from 'node:assert/strict';
import { DESK } from './browser.mjs';
import { settled } from './mall.mjs';

const desk = async (scene, mall, path, more = {}) => {
  const page = await scene.open('admin', { ...DESK, token: await mall.staff(), ...more });
  await page.to(path);
  await settled(page);
  return page;
};
const REFUSED = { expect: [/status of 409/] }, OVER = { expect: [/status of 401/] };
const box = (page) => page.locator('.el-message-box');
const field = (page, label) => page.locator('.el-form-item', { hasText: label });
const dialog = (page, name) => page.getByRole('dialog', { name });
const save = (page) => page.getByRole('button', { name: '保存', exact: true }).click();
const row = (page, text) => page.locator('main tbody tr', { hasText: text });
/** Where the newest of the staff stand. */
const newest = async (mall) => `/staff?page=${Math.ceil((await mall.office('GET', '/api/admin/staff?page_size=1')).total / 20)}`;
const stamp = () => `${Date.now() % 1e8}`;

/** Asked whether to give it up, one does not. */
async function stays(page, question) {
  await box(page).getByText(question).waitFor();
  await box(page).getByRole('button', { name: '取消' }).click();
  await box(page).waitFor({ state: 'hidden' });
}
async function signIn(page, { name, password }) {
  await page.waitForURL(/\/sign-in/);
  await page.fill('#name', name);
  await page.fill('#password', password);
  await page.getByRole('button', { name: '登录' }).click();
}
/** A click of a tab, and the list that it brings. */
async function tab(page, name) {
  await page.locator('.tabs').getByRole('button', { name, exact: true }).click();
  await page.locator('.tabs .on', { hasText: name }).waitFor();
  await settled(page);
}
async function brand(mall, name) {
  const { id } = await mall.office('POST', '/api/admin/brands', { name, image: '', position: 0, state: 'ACTIVE' });
  mall.later(() => mall.office('POST', `/api/admin/brands/${id}/delete`));
  const now = async () => (await mall.office('GET', '/api/admin/brands')).items.find((b) => b.id === id);
  return { id, now, put: async (change) => { const { version, position, image, state } = await now(); await mall.office('PUT', `/api/admin/brands/${id}`, { name, image, position, state, version, ...change }); } };
}

export const tests = {
  async 'what was entered to search for goes with a tab, and stays on the next page'(scene, mall) {
    let page = await desk(scene, mall, '/orders');
    const phone = page.getByLabel('收货人手机号');
    await phone.fill('13800138000');
    await tab(page, '待发货');
    assert.equal(await phone.inputValue(), '13800138000');
    assert.match(page.url(), /phone=13800138000/);
    await tab(page, '全部');
    assert.equal(await phone.inputValue(), '13800138000');
    page = await desk(scene, mall, '/products');
    const word = page.getByLabel('商品名称');
    await word.fill('茶');
    await tab(page, '销售中');
    assert.equal(await word.inputValue(), '茶');
    assert.match(decodeURIComponent(page.url()), /keyword=茶/);
    page = await desk(scene, mall, '/members');
    const who = page.getByLabel('昵称或手机号');
    await who.fill('写到一半');
    await page.locator('.pager .btn-next').click();
    await page.waitForURL(/page=2/);
    await settled(page);
    assert.equal(await who.inputValue(), '写到一半');
  },

  async 'beyond the end of a list stands its end'(scene, mall) {
    for (const list of ['products', 'members', 'orders', 'staff']) {
      const { total } = await mall.office('GET', `/api/admin/${list}?page_size=1`), last = Math.ceil(total / 20), page = await desk(scene, mall, '/');
      await page.to(`/${list}?page=99`);
      await page.locator('main tbody tr').first().waitFor();
      await page.waitForURL(last > 1 ? new RegExp(`/${list}\\?page=${last}$`) : new RegExp(`/${list}$`));
      assert.equal(await page.locator('main tbody tr').count(), total - 20 * (last - 1), list);
      await page.goBack();
      await page.waitForURL(/\/admin\/$/);                            // and not beyond the end again
      await page.context().close();
    }
    await mall.picture(`末页${stamp()}`);
    await (await desk(scene, mall, '/media?page=99')).locator('.tile').first().waitFor();
  },

  async 'a time is picked by the clock of the shop, wherever the browser is'(scene, mall) {
    const title = `外地公告${stamp()}`, page = await desk(scene, mall, '/announcements/new', { timezoneId: 'America/New_York' }), starts = page.getByLabel('开始时间');
    await page.locator('[data-field=title] input').fill(title);
    await starts.fill('2031-05-06 07:08:09');
    await starts.press('Enter');
    await page.getByRole('button', { name: '添加公告（草稿）' }).click();
    await page.waitForURL(/\/announcements\/\d+$/);
    const id = page.url().match(/(\d+)$/)[1];
    mall.later(() => mall.office('POST', `/api/admin/announcements/${id}/delete`));
    await settled(page);
    assert.equal((await mall.office('GET', `/api/admin/announcements/${id}`)).starts_at, '2031-05-05T23:08:09.000Z');
    assert.equal(await starts.inputValue(), '2031-05-06 07:08:09', 'and is shown as it was picked');
    await page.getByText('没有未保存的更改').waitFor();
    await starts.click();
    await page.locator('.el-picker-panel:visible').waitFor();
    assert.equal(await page.getByRole('button', { name: '此刻' }).count(), 0, 'what the browser calls now is not now in the shop');
    await mall.undo();
  },
};
