// What staff say about the shop, and how soon a buyer sees it; and a form that is not lost by mistake.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const SOON = 3000;      // what the shop shows may be kept for a second or two on its way, and no longer
const desk = async (scene, mall, path, more = {}) => {
  const page = await scene.open('admin', { ...DESK, token: await mall.staff(), ...more });
  await page.to(path);
  await settled(page);
  return page;
};
const field = (page, name) => page.locator(`[data-field=${name}] input`);
const box = (page) => page.locator('.el-message-box');
const save = (page, name = '保存') => page.getByRole('button', { name, exact: true }).click();

/** A visitor's page, loaded again and again until `look` sees what staff have just done; it must not take long. */
async function soon(page, path, look) {
  for (const end = Date.now() + SOON; ;) {
    const last = Date.now() > end;                                  // one that began in time may end late: machines are busy
    await page.to(path);
    await settled(page);
    if (await look()) return;
    assert.ok(!last, `${path} shows it within ${SOON / 1000} s`);
  }
}
const brandOf = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim());

/** Chooses in one of the panel's selects, by its name and the words of the option. */
async function pick(page, name, option) {
  await page.locator('.el-select', { has: page.getByRole('combobox', { name }) }).click();
  await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click();
}

export const tests = {
  async 'the name and the colour that staff give the shop are what buyers see'(scene, mall) {
    const { locale, ...was } = await mall.office('GET', '/api/admin/identity'), name = `春山铺子${Date.now() % 1e6}`, page = await desk(scene, mall, '/identity');
    mall.later(async () => mall.office('PUT', '/api/admin/identity', { ...was, version: (await mall.office('GET', '/api/admin/identity')).version }));
    const phone = await scene.open('shop', PHONE);
    await phone.to('/');
    await settled(phone);
    assert.notEqual(await brandOf(phone), '#146c3a');
    await field(page, 'name').fill(name);
    await field(page, 'brand_colour').nth(1).fill('#146c3a');
    await page.getByText('按原色使用').waitFor();
    await save(page);
    await page.getByText('已保存').first().waitFor();
    await soon(phone, '/', async () => (await brandOf(phone)) === '#146c3a' && (await phone.locator('h1').innerText()) === name);
    assert.equal(await phone.title(), name);
    assert.equal(await phone.locator('meta[name="theme-color"]').getAttribute('content'), '#146c3a');
    await phone.to('/sign-in');
    await phone.getByText(`欢迎来到${name}`).waitFor();
    await mall.undo();
  },

  async 'a colour that cannot be read as text is not taken, and staff are told'(scene, mall) {
    const page = await desk(scene, mall, '/identity');
    await field(page, 'brand_colour').nth(1).fill('#fffbe6');
    await page.getByText('这个颜色作为文字看不清，店铺会使用默认配色').waitFor();
    await field(page, 'brand_colour').nth(1).fill('rot');
    await save(page);
    await page.locator('[data-field=brand_colour] .el-form-item__error', { hasText: '请填写 #rrggbb 形式的颜色' }).waitFor();
  },

  async 'a published announcement stands on the first page, and is gone when taken off'(scene, mall) {
    const page = await desk(scene, mall, '/announcements/new'), words = `明日停电，后天照常发货${Date.now() % 1e6}`, phone = await scene.open('shop', PHONE);
    const reads = () => phone.getByText(words).isVisible();
    await field(page, 'title').fill(words);
    await save(page, '添加公告（草稿）');
    await page.waitForURL(/\/announcements\/\d+$/);
    const id = page.url().match(/(\d+)$/)[1];
    mall.later(() => mall.office('POST', `/api/admin/announcements/${id}/delete`));
    const all = (await mall.office('GET', '/api/admin/announcements')).items.map((a) => a.id);
    await mall.office('POST', '/api/admin/announcements/order', { items: [Number(id), ...all.filter((a) => a !== Number(id))].map((one) => ({ id: one })) });
    await phone.to('/');
    await settled(phone);
    assert.equal(await reads(), false, 'a draft is nobody else\'s to read');
    await settled(page);
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByText(`“${words}”已发布`).waitFor();
    await soon(phone, '/', reads);
    await page.getByRole('button', { name: '下线' }).click();
    await box(page).getByText(`下线“${words}”？`).waitFor();
    await box(page).getByRole('button', { name: '下线' }).click();
    await page.getByText(`“${words}”已下线`).waitFor();
    await soon(phone, '/', async () => !(await reads()));
    await mall.undo();
  },

  async 'a banner that leads to a category is shown, and a tap opens its goods'(scene, mall) {
    const { category_id } = await mall.call('GET', `/api/shop/products/${(await mall.skus(1))[0].product}`), { name } = (await mall.office('GET', '/api/admin/categories')).items.find((c) => c.id === category_id);
    const title = `上新${Date.now()}`, page = await desk(scene, mall, '/banners/new'), phone = await scene.open('shop', PHONE), { path } = await mall.picture(title, 700, 300);
    await field(page, 'title').first().fill(title);
    await save(page, '添加轮播图（草稿）');
    await page.locator('[data-field=image] .el-form-item__error').waitFor();      // a banner is a picture
    await page.locator('[data-field=image]').getByRole('button', { name: '选择图片', exact: true }).click();
    await page.getByRole('dialog', { name: '选择图片' }).locator('.tile', { hasText: title }).click();
    await page.locator(`[data-field=image] img[src="${path}"]`).waitFor();
    await pick(page, '点击后打开', '分类');
    await pick(page, '输入名称查找', new RegExp(`${name}$`));
    await save(page, '添加轮播图（草稿）');
    await page.waitForURL(/\/banners\/\d+$/);
    const id = page.url().match(/(\d+)$/)[1];
    mall.later(() => mall.office('POST', `/api/admin/banners/${id}/delete`));
    await settled(page);
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByText(`“${title}”已发布`).waitFor();
    const banner = phone.locator('a.banner', { has: phone.getByAltText(title) });
    await soon(phone, '/', () => banner.count());
    await banner.evaluate((el) => el.click());                      // wherever it stands in the row
    await phone.waitForURL(new RegExp(`/products\\?category=${category_id}$`));
    await phone.locator('a.product').first().waitFor();
    await mall.undo();
  },

  async 'a new version of the agreement is the one that buyers read, and the earlier ones stay'(scene, mall) {
    const before = await mall.office('GET', '/api/admin/agreements/user'), next = before.number + 1, clause = `第九条之${Date.now() % 1e6}：七日无理由退货`;
    const page = await desk(scene, mall, '/agreements/user'), phone = await scene.open('shop', PHONE);
    mall.later(async () => { const { number } = await mall.office('GET', '/api/admin/agreements/user'); await mall.office('POST', '/api/admin/agreements/user', { body: before.body, texts: before.texts.map(({ locale, body }) => ({ locale, body })), number }); });
    await page.locator('[contenteditable=true]').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(clause);
    await save(page, `发布第 ${next} 版`);
    await box(page).getByText('已发布的版本不能修改').waitFor();
    await box(page).getByRole('button', { name: `发布第 ${next} 版` }).click();
    await page.locator('.el-message', { hasText: `第 ${next} 版已发布` }).waitFor();
    await soon(phone, '/legal/agreement', () => phone.getByText(clause).isVisible());
    await phone.getByText(new RegExp(`第 ${next} 版 · .* 起生效`)).waitFor();
    await phone.to('/sign-in');
    await phone.locator('.agree', { hasText: `第 ${next} 版` }).waitFor();
    const earlier = await mall.office('GET', `/api/admin/agreements/user?number=${before.number}`);
    assert.equal(earlier.body, before.body);
    await mall.undo();
  },

  async 'the checklist leads to what is left to do, and once put away it stays away'(scene, mall) {
    const page = await desk(scene, mall, '/'), list = page.getByRole('region', { name: '开店清单' });
    await list.waitFor();
    const [done, all] = (await list.locator('h2').textContent()).match(/\d+/g).map(Number);
    assert.ok(done > 0, 'the demo has done some of it');
    assert.equal(await list.getByRole('listitem').count(), all - done, 'what is left, and no more');
    await list.getByRole('link', { name: '接通正式的微信支付' }).click();
    await page.waitForURL(/\/settings$/);
    await page.goBack();
    await list.getByRole('button', { name: '不再显示' }).click();
    await list.waitFor({ state: 'detached' });
    const asked = [];
    page.on('request', (r) => { if (r.url().includes('/checklist')) asked.push(r.url()); });
    await page.reload();
    await settled(page);
    await page.locator('.figures').waitFor();
    assert.equal(await list.count(), 0);
    assert.deepEqual(asked, [], 'nor is the server asked any more');
  },

  async 'a rule that staff change is in force, is told of, and goes back to what the file says'(scene, mall) {
    const rules = () => mall.office('GET', '/api/admin/settings/rules');
    mall.later(async () => mall.office('PUT', '/api/admin/settings/rules', { version: (await rules()).version }));
    const page = await desk(scene, mall, '/settings');
    await field(page, 'staff_idle').fill('1');
    await field(page, 'staff_idle').blur();
    await save(page);
    await page.locator('[data-field=staff_idle] .el-form-item__error', { hasText: '请填 5 分钟 到 1 天' }).waitFor();
    await field(page, 'staff_idle').fill('45');
    await field(page, 'freight_fee').fill('12.5');
    await field(page, 'freight_fee').blur();
    await save(page);
    await page.getByText('已保存').first().waitFor();
    const set = await rules();
    assert.deepEqual([set.staff_idle, set.freight_fee, set.pay_within ?? null], [2700, 1250, null]);
    await page.locator('li.rule:nth-child(2)', { hasText: '默认 → 45 分钟' }).waitFor();
    await page.locator('[data-field=freight_fee]').getByRole('button', { name: '恢复默认' }).click();
    await page.getByText('有未保存的更改').waitFor();
    await save(page);
    await page.locator('li.rule:first-child', { hasText: /12\.50 → 默认/ }).waitFor();
    assert.equal((await rules()).freight_fee ?? null, null);
    await mall.undo();
  },

  async 'a form with changes is left only by who says so'(scene, mall) {
    const page = await desk(scene, mall, '/announcements/new'), words = '写到一半的公告', away = () => page.getByRole('link', { name: '商品列表' }).first().click();
    await field(page, 'title').fill(words);
    await away();
    await box(page).getByText('离开此页？').waitFor();
    await box(page).getByRole('button', { name: '取消' }).click();
    await box(page).waitFor({ state: 'hidden' });
    assert.match(page.url(), /\/announcements\/new$/);
    assert.equal(await field(page, 'title').inputValue(), words);
    const asked = page.waitForEvent('dialog');                      // the browser's own question, when the tab is closed or loaded anew
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await closing;
    assert.equal(await field(page, 'title').inputValue(), words);
    await away();
    await box(page).getByRole('button', { name: '离开' }).click();
    await page.waitForURL(/\/products$/);
    await page.to('/announcements/new');
    await settled(page);
    assert.equal(await field(page, 'title').inputValue(), '', 'what was given up is not kept');
    await away();                                                   // unchanged: unasked
    await page.waitForURL(/\/products$/);
  },
};
