// The product editor as a merchant uses it: specifications that come, go and are renamed, figures filled in at once,
// pictures pasted from elsewhere, and what the server finds wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DESK, PHONE } from './browser.mjs';
import { cell, desk } from './desk.mjs';
import { settled } from './mall.mjs';
import { png } from './png.mjs';

const API = JSON.parse(readFileSync(new URL('../../views/openapi.json', import.meta.url), 'utf8'));
const matrix = (...names) => names.map((values, i) => ({ ...Object.fromEntries(values.map((v, k) => [`value${k + 1}`, v])), price: 1000 + i, cost: 500 + i, code: `E${Date.now()}${i}`, weight_g: 100 + i, stock: 10 + i }));
const FOUR = [['红', 'S'], ['红', 'M'], ['蓝', 'S'], ['蓝', 'M']];

/** Something to sell that no other test counts on, and its SKUs as the shop knows them. */
async function product(mall, form) {
  const category = (await mall.office('GET', '/api/admin/categories')).items.find((c) => c.level === 3);
  const { id } = await mall.office('POST', '/api/admin/products', { category_id: category.id, title: `编辑的商品${Date.now()}`, skus: [{ price: 990, stock: 5 }], ...form });
  return { id, skus: await skus(mall, id) };
}
const skus = async (mall, id) => (await mall.office('GET', `/api/admin/products/${id}`)).skus;
const facts = (s) => ({ id: s.id, values: [s.value1, s.value2, s.value3].filter(Boolean), price: s.price, cost: s.cost, code: s.code, weight_g: s.weight_g, stock: s.stock });

const editor = (scene, mall, id, options) => desk(scene, mall, `/products/${id}`, options);
async function save(page) {
  await page.locator('.bar .el-button--primary').click();
  await page.getByText('已保存').first().waitFor();
}
const yes = (page) => page.locator('.el-message-box .el-button--danger').click();
const row = (page, name) => page.locator('tbody tr', { has: page.getByRole('rowheader', { name }) });
const said = (page, text) => page.locator('.el-message', { hasText: text }).waitFor();

/** What a merchant has in the clipboard: [type, text or bytes]. */
async function paste(page, ...kinds) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((all) => navigator.clipboard.write([new ClipboardItem(Object.fromEntries(all.map(([type, data]) => [type, new Blob([typeof data === 'string' ? data : new Uint8Array(data)], { type })])))]), kinds.map(([type, data]) => [type, typeof data === 'string' ? data : [...data]]));
  await page.getByRole('textbox', { name: '商品详情' }).click();
  await page.keyboard.press('Control+V');
}

export const tests = {
  async 'an option that goes leaves prices, stock and codes: of rows that become one, the first'(scene, mall) {
    const { id, skus: before } = await product(mall, { option1: '颜色', option2: '尺码', skus: matrix(...FOUR) }), page = await editor(scene, mall, id);
    await page.locator('[data-field=option2]').getByRole('button', { name: '删除规格' }).click();
    await page.locator('.el-message-box', { hasText: '2 个已有规格会被删除' }).waitFor();
    await yes(page);
    assert.equal(await cell(page, '红', '售价').inputValue(), '10.00');
    assert.equal(await cell(page, '蓝', '售价').inputValue(), '10.02');
    assert.equal(await cell(page, '蓝', '商家编码').inputValue(), before[2].code);
    assert.match(await row(page, '蓝').locator('.stock').innerText(), /^12/);
    await page.locator('.bar .el-button--primary').click();
    await yes(page);
    await page.getByText('已保存').first().waitFor();
    assert.deepEqual((await skus(mall, id)).map(facts), [{ ...facts(before[0]), values: ['红'] }, { ...facts(before[2]), values: ['蓝'] }]);
  },

  async 'an option that comes leaves the SKUs as they are, and its other values begin at their prices'(scene, mall) {
    const { id, skus: before } = await product(mall, { option1: '颜色', skus: matrix(['红'], ['蓝']) }), page = await editor(scene, mall, id);
    await page.getByRole('button', { name: '添加规格' }).click();
    await page.locator('[data-field=option2]').waitFor();
    for (const typed of ['尺码', 'S，M']) {             // one types on: the name, and then its values
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
    }
    await save(page);
    const after = (await skus(mall, id)).map(facts);
    assert.deepEqual(after.map((s) => [s.values.join('/'), s.price, s.cost, s.stock, s.weight_g]), [['红/S', 1000, 500, 10, 100], ['红/M', 1000, 500, 0, 100], ['蓝/S', 1001, 501, 11, 101], ['蓝/M', 1001, 501, 0, 101]]);
    assert.deepEqual([after[0].id, after[2].id, after[0].code], [before[0].id, before[1].id, before[0].code]);
  },

  async 'a value is renamed where it stands: the SKUs stay the ones they are'(scene, mall) {
    const { id, skus: before } = await product(mall, { option1: '颜色', option2: '尺码', skus: matrix(...FOUR) }), page = await editor(scene, mall, id);
    const value = page.locator('[data-field=option1]').getByLabel('规格值“红”，可直接改名');
    await value.fill('蓝');
    await value.press('Enter');
    await said(page, '已有规格值“蓝”');
    assert.equal(await value.inputValue(), '红', 'two values of one name: it keeps its own');
    await value.fill('红色');
    await value.press('Enter');
    await row(page, '红色 / S').waitFor();
    await save(page);
    assert.deepEqual((await skus(mall, id)).map(facts), before.map((s) => ({ ...facts(s), values: [s.value1 === '红' ? '红色' : s.value1, s.value2] })));
  },

  async 'a row that was deleted stays away when a value is added'(scene, mall) {
    const { id } = await product(mall, { option1: '颜色', option2: '尺码', skus: matrix(...FOUR) }), page = await editor(scene, mall, id);
    await page.getByRole('button', { name: '删除 蓝 / M' }).click();
    await yes(page);
    const type = page.locator('[data-field=option2]').getByLabel('输入规格值，回车添加');
    await type.fill('L');
    await type.press('Enter');
    assert.deepEqual(await page.getByRole('rowheader').evaluateAll((all) => all.map((th) => th.firstChild.textContent.trim())), ['红 / S', '红 / M', '红 / L', '蓝 / S', '蓝 / L']);
    await page.getByRole('button', { name: '补上缺少的 1 个组合' }).click();
    await row(page, '蓝 / M').waitFor();
  },

  async 'filling all rows with what is no amount fills none, and says so at the field'(scene, mall) {
    const { id } = await product(mall, { option1: '颜色', option2: '尺码', skus: matrix(...FOUR) }), page = await editor(scene, mall, id);
    const batch = page.locator('.batch'), price = batch.getByLabel('售价', { exact: true });
    await batch.getByLabel('成本价', { exact: true }).fill('3');
    await price.fill('abc');
    await batch.getByRole('button', { name: '填到全部 4 行' }).click();
    await batch.locator('[data-batch=price]').getByText('请填写正确的金额').waitFor();
    assert.equal(await page.locator('.el-message').count(), 0, 'nothing was filled');
    assert.equal(await cell(page, '红 / S', '成本价').inputValue(), '5.00');
    assert.ok(await price.evaluate((e) => e === document.activeElement), 'one is where it is to be put right');
    await price.fill('8.80');
    await price.press('Enter');
    await said(page, '已填写 4 行');
    for (const name of ['红 / S', '蓝 / M']) assert.deepEqual([await cell(page, name, '售价').inputValue(), await cell(page, name, '成本价').inputValue()], ['8.80', '3.00']);
  },

  async 'Enter goes down the column of the matrix, and Tab along the row'(scene, mall) {
    const { id } = await product(mall, { option1: '颜色', option2: '尺码', skus: matrix(...FOUR) }), page = await editor(scene, mall, id);
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    await cell(page, '红 / S', '售价').fill('1.5');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), '红 / M 售价');
    await page.keyboard.type('2.5');
    assert.deepEqual([await cell(page, '红 / S', '售价').inputValue(), await cell(page, '红 / M', '售价').inputValue()], ['1.50', '2.5'], 'what stood there is typed over');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), '红 / M 划线价');
    await page.keyboard.press('Shift+Enter');
    assert.equal(await focused(), '红 / S 划线价');
    for (const size of [DESK.viewport, { width: 768, height: 420 }, { width: 360, height: 640 }]) {
      await page.setViewportSize(size);
      await cell(page, '红 / S', '售价').click();
      for (let i = 0; i < 3; i++) {
        await page.keyboard.press('Enter');
        const hidden = await page.evaluate(() => { const e = document.activeElement, box = e.getBoundingClientRect(), top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2); return e.contains(top) ? '' : `${e.getAttribute('aria-label')} is below ${top?.className}`; });
        assert.equal(hidden, '', `at ${size.width} px`);
      }
      assert.equal(await focused(), '蓝 / M 售价');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing beyond the edge at ${size.width} px`);
    }
  },

  async 'pictures of another site do not come in, and one reads why; the words do'(scene, mall) {
    const { id } = await product(mall, {}), page = await editor(scene, mall, id), own = await mall.picture(`自家${Date.now()}`);
    await paste(page, ['text/html', `<p>产地直采</p><p><img src="https://elsewhere.example/a.jpg"><img src="https://elsewhere.example/b.jpg"></p><p><img src="${own.path}"></p>`]);
    await said(page, '2 张图片来自其他网站，没有粘贴进来');
    const text = page.getByRole('textbox', { name: '商品详情' });
    await text.getByText('产地直采').waitFor();
    await save(page);
    const { detail } = await mall.office('GET', `/api/admin/products/${id}`);
    assert.match(detail, /产地直采/);
    assert.deepEqual(detail.match(/src="[^"]*"/g), [`src="${own.path}"`]);
  },

  async 'a picture in the clipboard is uploaded, and stands in the text'(scene, mall) {
    const { id } = await product(mall, {}), page = await editor(scene, mall, id);
    await paste(page, ['image/png', png(70, 50)]);
    const picture = page.getByRole('textbox', { name: '商品详情' }).locator('img');
    await picture.first().waitFor();
    const path = new URL(await picture.first().evaluate((i) => i.src)).pathname;
    await save(page);
    const [newest] = (await mall.office('GET', '/api/admin/media?folder=0')).items;
    assert.deepEqual([newest.path, newest.width, newest.height, newest.uses], [path, 70, 50, 1]);
  },

  async 'who may not upload is told so when a picture is pasted'(scene, mall) {
    const { id } = await product(mall, {}), clerk = await mall.clerk(`editor${Date.now()}`, ['product:read', 'product:write', 'category:read', 'media:read']);
    const page = await editor(scene, mall, id, { token: clerk.token });
    await paste(page, ['image/png', png(70, 50)]);
    await said(page, '没有上传图片的权限');
  },

  async 'whatever the server finds wrong with a product has a name, and a way to its field'(scene, mall) {
    const schema = API.components.schemas, form = schema.product_update_form.properties, member = (name) => Object.keys(schema[form[name].items.$ref.split('/').pop()].properties);
    const of = (name) => (form[name].type === 'array' ? member(name).map((m) => `${name}.0.${m}`).concat(name === 'skus' ? ['skus.1'] : []) : [name]);
    const all = Object.keys(form).filter((name) => name !== 'version').flatMap(of), own = await mall.picture(`主图${Date.now()}`);
    assert.ok(all.includes('option2') && all.includes('skus.0.value2') && all.includes('images.0.path'), all.join());
    const { id } = await product(mall, { option1: '颜色', option2: '尺码', option3: '套装', image: own.path, images: [{ path: own.path }], tags: [{ word: '送礼' }], parameters: [{ name: '产地', value: '景德镇' }], skus: matrix(...FOUR.map((v) => [...v, '单件'])) });
    for (const options of [{ language: 'zh-CN' }, { language: 'en', ...PHONE }]) {
      const page = await editor(scene, mall, id, { ...options, expect: [/status of 400/] });
      await page.route(`**/api/admin/products/${id}`, (route) => (route.request().method() === 'PUT' ? route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify({ code: 'invalid', status: 400, detail: 'x', errors: all.map((field) => ({ field, code: 'text', message: 'WRONG' })) }) }) : route.continue()));
      await page.locator('[data-field=subtitle] input').fill('x');
      await page.locator('.bar .el-button--primary').click();
      const faults = page.locator('.errors li button');
      await faults.first().waitFor();
      const names = (await faults.allTextContents()).map((text) => text.replace(/: WRONG$/, ''));
      assert.equal(names.length, all.length);
      for (const [i, field] of all.entries()) {
        assert.ok(names[i] && !names[i].includes(field.split('.')[0]) && !/_|sku\.|product\.|—/.test(names[i]) && (options.language === 'en' || /\p{Script=Han}/u.test(names[i])), `${field} is called “${names[i]}”`);
        await faults.nth(i).click();
        const at = await page.evaluate(() => { const e = document.activeElement, box = e.getBoundingClientRect(); return { field: e.closest('[data-field]')?.dataset.field, seen: box.top >= 0 && box.bottom <= innerHeight }; });
        assert.ok(at.field && (at.field.split('.')[0] === field.split('.')[0] || (field.startsWith('image') && at.field.startsWith('image'))) && at.seen, `${field} leads to ${JSON.stringify(at)}`);
      }
      if (options.language === 'zh-CN') assert.ok(names.includes('红 / S / 单件 · 尺码') && names.includes('第 2 种规格') && names.includes('红 / M / 单件'), names.join());
      for (const place of ['option2', 'skus.1', 'images', 'tags', 'detail']) assert.ok(await page.locator(`[data-field="${place}"]`).getByText('WRONG').count() > 0, `${place}: it is said at its place too`);
      await page.context().close();
    }
  },

  async 'a code that another product has is said at the code'(scene, mall) {
    const { skus: [other] } = await product(mall, { option1: '颜色', skus: matrix(['红']) }), { id } = await product(mall, { option1: '颜色', skus: matrix(['红'], ['蓝']) });
    const page = await editor(scene, mall, id, { expect: [/status of 409/] });
    await cell(page, '红', '商家编码').fill(`${other.code}X`);
    await cell(page, '蓝', '商家编码').fill(other.code);
    await page.locator('.bar .el-button--primary').click();
    await page.getByRole('button', { name: '蓝 · 商家编码: 编码已被其他商品使用' }).click();
    assert.ok(await cell(page, '蓝', '商家编码').evaluate((e) => e === document.activeElement));
    assert.equal(await page.locator('.errors li').count(), 1, 'the other new code is nobody\'s');
  },

  async 'a video is an address of this shop that ends as a video does, and the help says where it comes from'(scene, mall) {
    const { id } = await product(mall, {}), page = await editor(scene, mall, id), field = page.locator('[data-field=video]'), box = field.locator('input');
    await field.getByText('图库目前只收图片').waitFor();
    for (const wrong of ['https://elsewhere.example/a.mp4', '/media/ab/a.webp', '/media/a b.mp4']) {
      await box.fill(wrong);
      await page.locator('.bar .el-button--primary').click();
      await field.getByText('地址须以 /media/ 开头，以 .mp4 或 .webm 结尾').waitFor();
      await box.fill('');
      await field.locator('.el-form-item__error').waitFor({ state: 'detached' });
    }
    await box.fill('/media/video/tea.mp4');
    await save(page);
    assert.equal((await mall.office('GET', `/api/admin/products/${id}`)).video, '/media/video/tea.mp4');
  },

  async 'the library of the demo has the pictures of its goods and of its advertisements, and says where they are used'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() });
    await page.to('/media');
    await settled(page);
    for (const folder of ['广告', '商品']) {
      await page.locator('.folders button', { hasText: folder }).click();
      await settled(page);
      await page.waitForFunction(() => document.querySelector('.tile img[src$=".svg"]')?.naturalWidth > 0);
      if (folder === '广告') await page.locator('.trail button').first().click();
    }
    const name = await page.locator('.tile .name').first().innerText();
    await page.locator('.tile').first().click();
    const sheet = page.getByRole('dialog', { name });
    await sheet.locator('.uses a').first().waitFor();
    await sheet.locator('img').waitFor();
    assert.equal(await sheet.getByRole('button', { name: '裁剪' }).count(), 0, 'a drawing has no pixels to be cut');
    await sheet.locator('.uses a').first().click();
    await page.locator('[data-field=subtitle]').waitFor();
    assert.equal(await page.locator('[data-field=images] .pictures li').count(), 3);
  },
};
