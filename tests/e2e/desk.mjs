// desk.mjs - a member of staff at work in a test: a page of the panel, its fields by their names, a product or an announcement
// to work on that goes when the test says so, and what a colleague saves meanwhile.
import { DESK } from './browser.mjs';
import { settled } from './mall.mjs';

export const REFUSED = { expect: [/status of 409/] };
export const stamp = () => `${Date.now() % 1e8}`;
export async function desk(scene, mall, path, more = {}) {
  const page = await scene.open('admin', { ...DESK, token: await mall.staff(), ...more });
  await page.to(path);
  await settled(page);
  return page;
}
export const at = (page, name) => page.locator(`[data-field="${name}"]`), input = (page, name) => at(page, name).locator('input, textarea').first();
export const save = (page) => page.locator('.bar .el-button--primary').click();
export const kept = (page) => page.locator('.el-message', { hasText: '已保存' }).first().waitFor();
export const told = (page) => page.getByRole('alert').filter({ hasText: '内容已被他人更改' });
export const choose = (page, name, whose) => at(page, name).getByRole('button', { name: whose }).click();
export const said = (page, text) => page.locator('.el-message', { hasText: text }).first().waitFor();

export async function announcement(mall, form = {}) {
  const { id } = await mall.office('POST', '/api/admin/announcements', { title: `公告${stamp()}`, target_kind: 'NONE', texts: [], ...form }), path = `/api/admin/announcements/${id}`;
  mall.later(() => mall.office('POST', `${path}/delete`));
  const now = () => mall.office('GET', path);
  return { id, path, now, put: async (change) => { const { title, target_kind, version, texts } = await now(); await mall.office('PUT', path, { title, target_kind, texts, version, ...change }); } };
}
export async function product(mall, form = {}) {
  const category = (await mall.office('GET', '/api/admin/categories')).items.find((c) => c.level === 3);
  const { id } = await mall.office('POST', '/api/admin/products', { category_id: category.id, title: `表单商品${stamp()}`, skus: [{ price: 990, stock: 5 }], ...form }), path = `/api/admin/products/${id}`;
  const now = () => mall.office('GET', path);
  /** As a colleague saves it: the whole, with a change. */
  const put = async (change) => {
    const { category_id, title, subtitle, detail, unit, minimum, option1, option2, image, images, tags, parameters, skus, version } = await now();
    const form = { category_id, title, subtitle: subtitle ?? '', detail: detail ?? '', unit: unit ?? '', minimum, option1: option1 ?? '', option2: option2 ?? '', image: image ?? '', images, tags, parameters, version, skus: skus.map(({ stock: _, ...s }) => s) };
    await mall.office('PUT', path, { ...form, ...(typeof change === 'function' ? change(form) : change) });
  };
  return { id, path, now, put };
}
export const COLOURS = { option1: '颜色', skus: ['红', '蓝', '绿'].map((value1, i) => ({ value1, price: 1000 + i, stock: 10 + i })) };
export const cell = (page, name, column) => page.getByLabel(`${name} ${column}`, { exact: true });
