// Forms that a colleague saved meanwhile: what only she changed is taken, what only I changed stays, what both changed I
// choose at its field. And what a merchant does to forms and lists that no test had tried.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { settled } from './mall.mjs';

const REFUSED = { expect: [/status of 409/] };
const stamp = () => `${Date.now() % 1e8}`;
async function desk(scene, mall, path, more = {}) {
  const page = await scene.open('admin', { ...DESK, token: await mall.staff(), ...more });
  await page.to(path);
  await settled(page);
  return page;
}
const at = (page, name) => page.locator(`[data-field="${name}"]`), input = (page, name) => at(page, name).locator('input, textarea').first();
const save = (page) => page.locator('.bar .el-button--primary').click();
const kept = (page) => page.locator('.el-message', { hasText: '已保存' }).first().waitFor();
const told = (page) => page.getByRole('alert').filter({ hasText: '内容已被他人更改' });
const choose = (page, name, whose) => at(page, name).getByRole('button', { name: whose }).click();
const said = (page, text) => page.locator('.el-message', { hasText: text }).first().waitFor();

async function announcement(mall, form = {}) {
  const { id } = await mall.office('POST', '/api/admin/announcements', { title: `公告${stamp()}`, target_kind: 'NONE', texts: [], ...form }), path = `/api/admin/announcements/${id}`;
  mall.later(() => mall.office('POST', `${path}/delete`));
  const now = () => mall.office('GET', path);
  return { id, path, now, put: async (change) => { const { title, target_kind, version, texts } = await now(); await mall.office('PUT', path, { title, target_kind, texts, version, ...change }); } };
}
async function product(mall, form = {}) {
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
const COLOURS = { option1: '颜色', skus: ['红', '蓝', '绿'].map((value1, i) => ({ value1, price: 1000 + i, stock: 10 + i })) };
const cell = (page, name, column) => page.getByLabel(`${name} ${column}`, { exact: true });

export const tests = {
  async 'a page whose other fields a colleague changed is saved with hers and mine, unasked'(scene, mall) {
    const one = await announcement(mall), page = await desk(scene, mall, `/announcements/${one.id}`, REFUSED);
    await input(page, 'title').fill('我写的公告');
    await one.put({ texts: [{ locale: 'en', title: 'Hers' }] });
    await save(page);
    await said(page, '对方同时改了 English · 公告内容，一并保留');
    await kept(page);
    const { title, texts } = await one.now();
    assert.deepEqual([title, texts.map((x) => x.title)], ['我写的公告', ['Hers']]);
    await page.getByText('没有未保存的更改').waitFor();
    assert.equal(await told(page).count(), 0);
    await mall.undo();
  },

  async 'a field that both changed keeps what I typed, shows hers, and is saved as I choose; I may think better of it'(scene, mall) {
    const one = await announcement(mall), page = await desk(scene, mall, `/announcements/${one.id}`, REFUSED);
    await input(page, 'title').fill('我写的公告');
    await one.put({ title: '她写的公告', texts: [{ locale: 'en', title: 'Hers' }] });
    await save(page);
    await told(page).getByText('她写的公告').waitFor();
    assert.equal(await input(page, 'title').inputValue(), '我写的公告');
    assert.equal(await input(page, 'texts.en').inputValue(), 'Hers', 'what one did not touch is as she left it');
    await save(page);                                                  // not before one has chosen
    await at(page, 'title').getByText('请选择用谁的').first().waitFor();
    assert.equal((await one.now()).title, '她写的公告', 'hers is not overwritten unseen');
    await choose(page, 'title', '用对方的');
    assert.equal(await input(page, 'title').inputValue(), '她写的公告');
    await choose(page, 'title', '用我的');
    assert.equal(await input(page, 'title').inputValue(), '我写的公告');
    await save(page);
    await kept(page);
    assert.equal((await one.now()).title, '我写的公告');
    await told(page).waitFor({ state: 'hidden' });
    await mall.undo();
  },

  async 'where a banner or an announcement leads is one field'(scene, mall) {
    const [one, other] = await mall.skus(2), title = async (s) => (await mall.office('GET', `/api/admin/products/${s.product}`)).title;
    const it = await announcement(mall), page = await desk(scene, mall, `/announcements/${it.id}`, REFUSED);
    await at(page, 'target_id').locator('.kind').click();
    await page.getByRole('option', { name: '商品', exact: true }).click();
    await at(page, 'target_id').locator('.grow input').fill(await title(one));
    await page.getByRole('option', { name: await title(one) }).first().click();
    await it.put({ target_kind: 'PRODUCT', target_id: other.product });
    await save(page);
    await at(page, 'target_id').getByText(`商品 · ${await title(other)}`).waitFor();
    await choose(page, 'target_id', '用对方的');
    await page.getByText('没有未保存的更改').waitFor();
    await mall.undo();
  },

  async 'what a floor of the home page shows is one field, told in words'(scene, mall) {
    const { id } = await mall.office('POST', '/api/admin/home-floors', { title: `楼层${stamp()}`, source: 'NEWEST', size: 4, texts: [] }), path = `/api/admin/home-floors/${id}`;
    mall.later(() => mall.office('POST', `${path}/delete`));
    const page = await desk(scene, mall, `/home-floors/${id}`, REFUSED), was = await mall.office('GET', path);
    await input(page, 'size').fill('8');
    await input(page, 'size').blur();
    await mall.office('PUT', path, { title: `${was.title}她`, source: 'BEST_SELLING', size: 6, texts: [], version: was.version });
    await save(page);
    await at(page, 'source').getByText('销量最高 · 6 件').waitFor();
    assert.equal(await input(page, 'title').inputValue(), `${was.title}她`);
    await choose(page, 'source', '用我的');
    await save(page);
    await kept(page);
    const now = await mall.office('GET', path);
    assert.deepEqual([now.title, now.source, now.size], [`${was.title}她`, 'NEWEST', 8]);
    await mall.undo();
  },

  async 'the shop\'s identity: three fields, three fates'(scene, mall) {
    const was = await mall.office('GET', '/api/admin/identity'), put = async (change) => { const now = await mall.office('GET', '/api/admin/identity'); delete now.locale; await mall.office('PUT', '/api/admin/identity', { ...now, ...change, version: now.version }); };
    delete was.locale;
    mall.later(() => put(was));
    const page = await desk(scene, mall, '/identity', REFUSED);
    await input(page, 'service_hours').fill('我的时间');
    await input(page, 'company').fill('我的公司');
    await put({ company: '她的公司', copyright: '她的版权' });
    await save(page);
    await at(page, 'company').getByText('她的公司').waitFor();
    assert.deepEqual([await input(page, 'service_hours').inputValue(), await input(page, 'company').inputValue(), await input(page, 'copyright').inputValue()], ['我的时间', '我的公司', '她的版权']);
    await choose(page, 'company', '用对方的');
    await save(page);
    await kept(page);
    const now = await mall.office('GET', '/api/admin/identity');
    assert.deepEqual([now.service_hours, now.company, now.copyright], ['我的时间', '她的公司', '她的版权']);
    await mall.undo();
  },

  async 'the rules of the shop: hers is told in the words of the page'(scene, mall) {
    const rules = () => mall.office('GET', '/api/admin/settings/rules');
    mall.later(async () => mall.office('PUT', '/api/admin/settings/rules', { version: (await rules()).version }));
    const page = await desk(scene, mall, '/settings', REFUSED);
    await input(page, 'staff_idle').fill('45');
    await input(page, 'staff_idle').blur();
    await mall.office('PUT', '/api/admin/settings/rules', { staff_idle: 3600, unpaid_max: 7, version: (await rules()).version });
    await save(page);
    await at(page, 'staff_idle').getByText('1 小时').waitFor();
    assert.deepEqual([await input(page, 'staff_idle').inputValue(), await input(page, 'unpaid_max').inputValue()], ['45', '7']);
    await choose(page, 'staff_idle', '用我的');
    await save(page);
    await kept(page);
    const now = await rules();
    assert.deepEqual([now.staff_idle, now.unpaid_max], [2700, 7]);
    await mall.undo();
  },

  async 'what a role may do is one field: one reads what she added and what she took away'(scene, mall) {
    const name = `角色${stamp()}`, { id } = await mall.office('POST', '/api/admin/roles', { name, permissions: ['order:read', 'product:read'].map((n) => ({ name: n })) }), now = async () => (await mall.office('GET', '/api/admin/roles')).items.find((r) => r.id === id);
    const page = await desk(scene, mall, `/roles/${id}`, REFUSED), box = (text) => page.getByRole('checkbox', { name: text, exact: true });
    await page.locator('label', { hasText: '查看会员' }).click();
    await mall.office('PUT', `/api/admin/roles/${id}`, { name: `${name}她`, permissions: ['order:read', 'order:ship'].map((n) => ({ name: n })), version: (await now()).version });
    await save(page);
    await at(page, 'permissions').getByText('增加 订单发货；去掉 查看商品').waitFor();
    assert.ok(await box('查看会员').isChecked() && await box('查看商品').isChecked(), 'what I ticked');
    await choose(page, 'permissions', '用对方的');
    assert.ok(await box('订单发货').isChecked() && !(await box('查看会员').isChecked()));
    await page.getByText('没有未保存的更改').waitFor();
    assert.equal(await page.locator('input[maxlength="64"]').inputValue(), `${name}她`);
  },

  async 'a product: figures go by SKU, so that two price different ones, and choose where both priced the same'(scene, mall) {
    const { id, now, put } = await product(mall, COLOURS), page = await desk(scene, mall, `/products/${id}`, REFUSED);
    await cell(page, '红', '售价').fill('11');
    await cell(page, '蓝', '售价').fill('22');
    await input(page, 'title').fill('我起的名字');
    await put((p) => ({ subtitle: '她写的卖点', skus: p.skus.map((s) => (s.value1 === '蓝' ? { ...s, price: 3300 } : s.value1 === '绿' ? { ...s, price: 4400 } : s)) }));
    await save(page);
    await told(page).getByText('¥ 33.00').waitFor();
    assert.deepEqual(await Promise.all(['红', '蓝', '绿'].map((n) => cell(page, n, '售价').inputValue())), ['11.00', '22.00', '44.00']);
    assert.equal(await input(page, 'subtitle').inputValue(), '她写的卖点');
    await save(page);
    await page.getByRole('button', { name: '蓝 · 售价: 请选择用谁的' }).click();
    await page.getByRole('group', { name: '“蓝 · 售价”' }).getByRole('button', { name: '用对方的' }).click();
    await save(page);
    await kept(page);
    const p = await now();
    assert.deepEqual([p.title, p.subtitle, p.skus.map((s) => s.price), p.skus.map((s) => s.stock)], ['我起的名字', '她写的卖点', [1100, 3300, 4400], [10, 11, 12]]);
  },

  async 'a product: specifications are one field; whoever wrote of a SKU that she took away is asked'(scene, mall) {
    const { id, now, put } = await product(mall, COLOURS), page = await desk(scene, mall, `/products/${id}`, REFUSED), before = await now();
    await cell(page, '蓝', '售价').fill('22');
    await put((p) => ({ skus: p.skus.filter((s) => s.value1 !== '蓝').concat({ value1: '紫', price: 5500, stock: 3 }) }));
    await save(page);
    await at(page, 'skus').getByText('颜色：红、绿、紫').waitFor();
    assert.equal(await cell(page, '蓝', '售价').inputValue(), '22.00', 'what I typed');
    await at(page, 'skus').getByRole('button', { name: '用对方的' }).click();
    assert.equal(await cell(page, '紫', '售价').inputValue(), '55.00');
    assert.equal(await cell(page, '蓝', '售价').count(), 0);
    await at(page, 'skus').getByRole('button', { name: '用我的' }).click();
    assert.equal(await cell(page, '蓝', '售价').inputValue(), '22.00');
    await save(page);                                                  // mine: hers is deleted, and that is asked as ever
    await page.locator('.el-message-box', { hasText: '1 个规格将被删除' }).getByRole('button', { name: '保存' }).click();
    await kept(page);
    const after = await now();
    assert.deepEqual(after.skus.map((s) => [s.value1, s.price]), [['红', 1000], ['蓝', 2200], ['绿', 1002]]);
    assert.notEqual(after.skus[1].id, before.skus[1].id, 'what she deleted is a new SKU');
  },

  async 'a product: specifications that only she changed are taken, with what I wrote of those that stay'(scene, mall) {
    const { id, now, put } = await product(mall, COLOURS), page = await desk(scene, mall, `/products/${id}`, REFUSED);
    await cell(page, '红', '售价').fill('11');
    await put((p) => ({ skus: p.skus.concat({ value1: '紫', price: 5500, stock: 3 }) }));
    await save(page);
    await kept(page);
    assert.deepEqual((await now()).skus.map((s) => [s.value1, s.price, s.stock]), [['红', 1100, 10], ['蓝', 1001, 11], ['绿', 1002, 12], ['紫', 5500, 3]]);
  },

  async 'what was typed before a session ran out meets what a colleague saved meanwhile'(scene, mall) {
    const clerk = await mall.clerk(`草稿${stamp()}`, ['content:read', 'content:write']), one = await announcement(mall), page = await desk(scene, mall, `/announcements/${one.id}`, { token: clerk.token, expect: [/status of 40[19]/] });
    await input(page, 'title').fill('我写到一半');
    await page.context().clearCookies();
    await save(page);
    await page.waitForURL(/\/sign-in/);
    await one.put({ title: '她写的公告', texts: [{ locale: 'en', title: 'Hers' }] });
    await page.fill('#name', clerk.name);
    await page.fill('#password', clerk.password);
    await page.getByRole('button', { name: '登录' }).click();
    await told(page).getByText('她写的公告').waitFor();
    assert.deepEqual([await input(page, 'title').inputValue(), await input(page, 'texts.en').inputValue()], ['我写到一半', 'Hers']);
    await choose(page, 'title', '用我的');
    await save(page);
    await kept(page);
    assert.equal((await one.now()).title, '我写到一半');
    await mall.undo();
  },

  async 'an article: the text is told as text, and chosen'(scene, mall) {
    const { id } = await mall.office('POST', '/api/admin/articles', { title: '茶事', body: '<p>正文</p>', texts: [] }), path = `/api/admin/articles/${id}`;
    mall.later(() => mall.office('POST', `${path}/delete`));
    const page = await desk(scene, mall, `/articles/${id}`, REFUSED), text = page.locator('[contenteditable=true]').first();
    await text.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('，我写的');
    await mall.office('PUT', path, { title: '茶事', body: '<p>正文，<b>她写的</b></p>', texts: [], version: (await mall.office('GET', path)).version });
    await save(page);
    await at(page, 'body').getByText('正文，她写的', { exact: true }).waitFor();
    await text.getByText('正文，我写的').waitFor();
    await choose(page, 'body', '用对方的');
    await text.getByText('她写的').waitFor();
    await choose(page, 'body', '用我的');
    await text.getByText('正文，我写的').waitFor();
    await save(page);
    await kept(page);
    assert.match((await mall.office('GET', path)).body, /我写的/);
    await mall.undo();
  },

  async 'an agreement that somebody published meanwhile is not replaced unread'(scene, mall) {
    const path = '/api/admin/agreements/privacy', was = await mall.office('GET', path), publish = async (body) => { const { number } = await mall.office('GET', path); await mall.office('POST', path, { body, texts: was.texts.map(({ locale, body: text }) => ({ locale, body: text })), number }); };
    mall.later(() => publish(was.body));
    const page = await desk(scene, mall, '/agreements/privacy', REFUSED), text = page.locator('[contenteditable=true]').first(), yes = () => page.locator('.el-message-box').getByRole('button', { name: /^发布第/ }).click();
    await text.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('我写的一条');
    await publish(`${was.body}<p>她写的一条</p>`);
    await save(page);
    await yes();
    await at(page, 'body').getByText('她写的一条').waitFor();
    await text.getByText('我写的一条').waitFor();
    assert.doesNotMatch((await mall.office('GET', path)).body, /我写的/);
    await choose(page, 'body', '用我的');
    await save(page);
    await page.locator('.el-message-box', { hasText: `发布第 ${was.number + 2} 版？` }).waitFor();
    await yes();
    await said(page, `第 ${was.number + 2} 版已发布`);
    assert.match((await mall.office('GET', path)).body, /我写的/);
    await mall.undo();
  },

  async 'a picture and a folder of the library: the same way'(scene, mall) {
    const title = `图${stamp()}`, media = await mall.picture(title), path = `/api/admin/media/${media.id}`, now = async () => (await mall.office('GET', path)).media;
    const page = await desk(scene, mall, '/media', REFUSED), sheet = page.getByRole('dialog'), send = () => sheet.locator('.foot .el-button--primary').click();
    await page.locator('.tile', { hasText: title }).click();
    await input(sheet, 'title').fill(`${title}我`);
    await mall.office('PUT', path, { title: `${title}她`, folder_id: 0, version: (await now()).version });
    await send();
    await at(sheet, 'title').getByText(`${title}她`).waitFor();
    assert.equal(await input(sheet, 'title').inputValue(), `${title}我`);
    await choose(sheet, 'title', '用我的');
    await send();
    await sheet.waitFor({ state: 'hidden' });
    assert.equal((await now()).title, `${title}我`);

    const folder = await mall.office('POST', '/api/admin/media-folders', { parent_id: 0, name: `夹${stamp()}` }), all = async () => (await mall.office('GET', '/api/admin/media-folders')).items.find((f) => f.id === folder.id);
    mall.later(() => mall.office('POST', `/api/admin/media-folders/${folder.id}/delete`));
    await page.to(`/media?folder=${folder.id}`);
    await settled(page);
    await page.locator('.trail').getByRole('button', { name: '编辑' }).click();
    await input(sheet, 'name').fill('我的夹');
    const { name, version } = await all();
    await mall.office('PUT', `/api/admin/media-folders/${folder.id}`, { parent_id: 0, name: `${name}她`, version });
    await send();
    await choose(sheet, 'name', '用我的');
    await send();
    await sheet.waitFor({ state: 'hidden' });
    assert.equal((await all()).name, '我的夹');
    await mall.undo();
  },

  async 'prices in the hand: hers stands beside mine, and the other one\'s is taken'(scene, mall) {
    const { id, now, put } = await product(mall, COLOURS), { title } = await now(), page = await scene.open('admin', { ...PHONE, token: await mall.staff(), ...REFUSED }), sheet = page.getByRole('dialog', { name: new RegExp(title) }), price = (n) => sheet.locator('li').nth(n).locator('input');
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await page.locator('.cards li').first().getByRole('button', { name: '价格与库存' }).click();
    await price(0).fill('11');
    await put((p) => ({ skus: p.skus.map((s, i) => ({ ...s, price: [7700, 8800, s.price][i] })) }));
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.locator('li').nth(0).getByText('¥ 77.00').waitFor();
    assert.deepEqual([await price(0).inputValue(), await price(1).inputValue()], ['11.00', '88.00']);
    await sheet.getByRole('button', { name: '用我的' }).click();
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    assert.deepEqual((await now()).skus.map((s) => s.price), [1100, 8800, 1002]);
    assert.equal((await now()).id, id);
  },

  /* ---- prices and stock in the hand ---- */
  async 'prices that fail to load are asked for again, and then stand there'(scene, mall) {
    const { id, path, now } = await product(mall, COLOURS), { title } = await now(), page = await scene.open('admin', { ...PHONE, token: await mall.staff(), expect: [/ERR_FAILED|status of 50/] }), sheet = page.getByRole('dialog', { name: new RegExp(title) });
    let broken = true;
    await page.route(`**${path}`, (route) => (broken ? route.abort() : route.continue()));
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await page.locator('.cards li').first().getByRole('button', { name: '价格与库存' }).click();
    await sheet.getByText('加载失败').waitFor();
    assert.ok(await sheet.getByRole('button', { name: '保存' }).isDisabled(), 'nothing to save');
    await sheet.getByRole('button', { name: '重试' }).click();         // still broken
    await sheet.getByText('加载失败').waitFor();
    broken = false;
    await sheet.getByRole('button', { name: '重试' }).click();
    await sheet.locator('li').nth(2).locator('input').fill('33');
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    assert.deepEqual([(await now()).id, (await now()).skus.map((s) => s.price)], [id, [1000, 1001, 3300]]);
  },

  async 'who may only look sees prices and stock, and changes neither; who may no longer look is told'(scene, mall) {
    const { now, path } = await product(mall, COLOURS), { title } = await now(), clerk = await mall.clerk(`看货${stamp()}`, ['product:read']), page = await scene.open('admin', { ...PHONE, token: clerk.token, expect: [/status of 403/] }), sheet = page.getByRole('dialog', { name: new RegExp(title) });
    const open = () => page.locator('.cards li').first().getByRole('button', { name: '价格与库存' }).click();
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await open();
    await sheet.locator('li').nth(2).waitFor();
    assert.ok(await sheet.locator('li input').evaluateAll((all) => all.length === 3 && all.every((i) => i.disabled)));
    for (const name of ['保存', '调整']) assert.equal(await sheet.getByRole('button', { name, exact: true }).count(), 0, name);
    await sheet.getByRole('button', { name: '关闭' }).last().click();
    await sheet.waitFor({ state: 'hidden' });
    await page.route(`**${path}`, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'forbidden', status: 403, detail: '没有权限', errors: [] }) }));
    await open();
    await sheet.getByRole('heading', { name: '没有权限' }).waitFor();
    assert.equal(await sheet.getByRole('button', { name: '重试' }).count(), 0, 'no vain retry');
  },

  /* ---- odd addresses ---- */
  async 'a filter that does not exist is dropped from the address, and said; no list fails for it'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() });
    for (const [odd, right] of [
      ['/orders?state=FOO&phone=138&member_id=abc&from=2026-02-31&number=一百', '/orders?phone=138'], [`/products?state=PAID&category=x&keyword=茶&tag=${'长'.repeat(30)}`, '/products?keyword=茶'],
      ['/exceptions?state=X&kind=Y', '/exceptions'], ['/media?folder=987654', '/media'], ['/picking?orders=1;2', '/picking'],
    ]) {
      await page.to(odd);
      await said(page, '无效的筛选条件');
      await settled(page);
      await page.waitForFunction((to) => decodeURIComponent(location.pathname + location.search) === `/admin${to}`, right);
      assert.equal(await page.locator('.state').or(page.getByText(/会员 abc/)).count(), 0, odd);
    }
  },

  async 'a page that is none, or past the end, is corrected in the address'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() }), { total } = await mall.office('GET', '/api/admin/products?page_size=1'), { total: pictures } = await mall.office('GET', '/api/admin/media?page_size=1&folder=0');
    for (const [odd, right] of [['/products?page=999', `/products?page=${Math.ceil(total / 20)}`], ['/products?page=abc', '/products'], ['/orders?page=-2', '/orders'], ['/media?page=99', pictures > 24 ? `/media?page=${Math.ceil(pictures / 24)}` : '/media']]) {
      await page.to(odd);
      await page.waitForFunction((to) => location.pathname + location.search === `/admin${to}`, right);
      await settled(page);
      assert.equal(await page.locator('.state').count(), 0, odd);
    }
    await page.locator('.tile').first().waitFor();
  },

  /* ---- what is said, is so ---- */
  async 'what is published after its end, or before its beginning, is said to be neither seen'(scene, mall) {
    const soon = (days) => new Date(Date.now() + days * 86400000).toISOString().replace(/\.\d+/, '');
    const over = await announcement(mall, { title: `过期${stamp()}`, starts_at: soon(-3), ends_at: soon(-1) }), later = await announcement(mall, { title: `未到${stamp()}`, starts_at: soon(1) }), page = await desk(scene, mall, '/announcements');
    const publish = async (one) => {
      await page.locator(`.thing[data-id="${one.id}"]`).getByRole('button', { name: /更多操作/ }).click();
      await page.getByRole('menuitem', { name: '发布' }).click();
    };
    await publish(over);
    await said(page, /已发布，但结束时间 .* 已过，买家看不到/);
    await publish(later);
    await said(page, /已发布，.* 开始展示/);
    await mall.undo();
  },

  async 'a rule of a minute and a half is ninety seconds, and what comes to no whole number is refused'(scene, mall) {
    const rules = () => mall.office('GET', '/api/admin/settings/rules');
    mall.later(async () => mall.office('PUT', '/api/admin/settings/rules', { version: (await rules()).version }));
    const page = await desk(scene, mall, '/settings'), fill = async (name, text) => { await input(page, name).fill(text); await input(page, name).blur(); };
    await fill('staff_idle', '6.333');
    await fill('unpaid_max', '2.5');
    await save(page);
    await at(page, 'staff_idle').getByText('须合整数秒').first().waitFor();
    await at(page, 'unpaid_max').getByText('请填整数').first().waitFor();
    await fill('staff_idle', '7.5');
    await fill('unpaid_max', '2');
    await save(page);
    await kept(page);
    assert.equal((await rules()).staff_idle, 450);
    assert.equal(await input(page, 'staff_idle').inputValue(), '7.5');
    await mall.undo();
  },

  async 'who may not read categories and brands reads their names with a product, and no numbers'(scene, mall) {
    const { id: brand_id } = await mall.office('POST', '/api/admin/brands', { name: `牌${stamp()}`, image: '', position: 0, state: 'ACTIVE' }), { id, now } = await product(mall, { brand_id });
    const clerk = await mall.clerk(`编辑${stamp()}`, ['product:read', 'product:write']), page = await desk(scene, mall, `/products/${id}`, { token: clerk.token }), { category_path, brand_name, title } = await now();
    assert.match(category_path, / \/ .* \/ /);
    await at(page, 'category_id').getByText(category_path).waitFor();
    await at(page, 'brand_id').getByText(brand_name).waitFor();
    await input(page, 'subtitle').fill('他写的卖点');
    await save(page);
    await kept(page);
    assert.deepEqual([(await now()).subtitle, (await now()).brand_id], ['他写的卖点', brand_id]);
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await settled(page);
    assert.equal(await page.getByRole('columnheader', { name: '分类' }).count(), 0);
  },

  async 'Ctrl K knows the groups of the menu'(scene, mall) {
    const page = await desk(scene, mall, '/');
    await page.keyboard.press('Control+k');
    await page.locator('.finder input').fill('内容');
    for (const name of ['轮播图', '首页楼层', '文章', '公告']) await page.locator('.finder').getByRole('option', { name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/banners$/);
  },

  async 'pictures that were ticked are not thrown away unasked'(scene, mall) {
    await mall.picture(`勾选${stamp()}`);
    const { id } = await product(mall), page = await desk(scene, mall, `/products/${id}`), sheet = page.getByRole('dialog', { name: '选择图片' });
    await page.getByRole('button', { name: '从图库添加图片' }).click();
    await sheet.locator('.tile').first().click();
    await page.keyboard.press('Escape');
    await page.locator('.el-message-box', { hasText: '放弃未保存的更改？' }).getByRole('button', { name: '取消' }).click();
    await sheet.getByRole('button', { name: '使用 1 张' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.locator('.pictures li').first().waitFor();
  },

  async 'a price that was decided on another one is told as every act that comes too late'(scene, mall) {
    const order = await mall.order(7, { unpaid: true }), path = `/api/admin/orders/${order.id}`, { order: was } = await mall.office('GET', path), page = await desk(scene, mall, `/orders/${order.id}`, REFUSED), sheet = page.getByRole('dialog');
    await page.getByRole('button', { name: '改价' }).click();
    await sheet.locator('input').first().fill('1');
    await sheet.locator('input[maxlength="80"]').fill('老客户');
    await mall.office('POST', `${path}/price`, { was_amount: was.pay_amount, goods_amount: was.goods_amount - 1, freight_amount: was.freight_amount, reason: '她改的' });
    await sheet.locator('.foot .el-button--primary').click();
    await said(page, `没有完成：订单 ${was.number} 刚有变动，现在是“待付款 · ¥ `);
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText('她改的').first().waitFor();
  },

  async 'a bulk change of prices goes back SKU by SKU, but for what was changed since'(scene, mall) {
    const word = `批量${stamp()}`, [one, other] = [await product(mall, { ...COLOURS, title: `${word}一` }), await product(mall, { ...COLOURS, title: `${word}二` })], prices = async (p) => (await p.now()).skus.map((s) => s.price);
    const page = await desk(scene, mall, `/products?keyword=${encodeURIComponent(word)}`), sheet = page.getByRole('dialog');
    await page.locator('thead .el-checkbox').click();
    await page.locator('.picked').getByRole('button', { name: '改价' }).click();
    await sheet.locator('.foot .el-button--primary').click();          // to 90 per cent
    await sheet.waitFor({ state: 'hidden' });
    await said(page, '2 件商品已完成');
    assert.deepEqual(await prices(one), [900, 900, 901]);
    await other.put({ subtitle: '她后来改过' });
    await page.locator('.offer').getByRole('button', { name: '撤销' }).click();
    await said(page, '成功 1 件，失败 1 件');
    await page.getByRole('alert').filter({ hasText: `${word}二` }).waitFor();
    assert.deepEqual([await prices(one), await prices(other)], [[1000, 1001, 1002], [900, 900, 901]]);
  },

  /* ---- never tried before ---- */
  async 'some go on sale and some are refused: each refusal is told at its name, and only what was done is undone'(scene, mall) {
    const word = `上架${stamp()}`, [draft, on] = [await product(mall, { title: `${word}草稿` }), await product(mall, { title: `${word}在售` })], state = async (p) => (await p.now()).state;
    await mall.office('POST', `${on.path}/on-sale`);
    const page = await desk(scene, mall, `/products?keyword=${encodeURIComponent(word)}`);
    await page.locator('thead .el-checkbox').click();
    await page.locator('.picked').getByRole('button', { name: '上架' }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '上架' }).click();
    await said(page, '成功 1 件，失败 1 件');
    const refused = page.getByRole('alert').filter({ hasText: '1 项未完成' });
    assert.match(await refused.locator('li').innerText(), new RegExp(`^${word}在售: .{4,}`));
    assert.equal(await refused.getByRole('link', { name: `${word}在售` }).getAttribute('href'), `/admin/products/${on.id}`);
    assert.deepEqual([await state(draft), await state(on)], ['ON_SALE', 'ON_SALE']);
    await page.locator('.offer').getByRole('button', { name: '撤销' }).click();
    await page.locator('tbody tr', { hasText: `${word}草稿` }).getByText('已下架').waitFor();
    assert.deepEqual([await state(draft), await state(on)], ['OFF_SALE', 'ON_SALE']);
  },

  async 'pictures of a product are put in order by mouse, by finger and by keys'(scene, mall) {
    const paths = [];
    for (const n of [1, 2, 3]) paths.push((await mall.picture(`序${n}-${stamp()}`, 40 + n, 40)).path);
    const { id, now } = await product(mall, { image: paths[0], images: paths.map((path) => ({ path })) }), order = async () => (await now()).images.map((i) => paths.indexOf(i.path));
    const shown = (page) => page.locator('.pictures img').evaluateAll((all) => all.map((i) => new URL(i.src).pathname)), stands = (page, wanted) => page.waitForFunction((all) => [...document.querySelectorAll('.pictures img')].map((i) => new URL(i.src).pathname).join() === all.join(), wanted.map((i) => paths[i]));
    const centre = async (page, n) => { const box = await page.locator('.pictures .pic').nth(n).boundingBox(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; };
    /* On and on, until what is dragged has taken its place. */
    const dragged = async (page, move, place) => { for (let i = 1; i <= 60 && !(await page.evaluate((n) => document.querySelector('.pictures').children[n].matches('.sortable-ghost'), place) && i > 8); i++) await move(i); };
    let page = await desk(scene, mall, `/products/${id}`);
    await page.locator('.pictures').scrollIntoViewIfNeeded();
    let from = await centre(page, 2), to = await centre(page, 0);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await dragged(page, (i) => page.mouse.move(from.x + (to.x - 20 - from.x) * Math.min(1, i / 8) + (i % 2), from.y), 0);
    await page.mouse.up();
    await stands(page, [2, 0, 1]);
    await page.locator('.pictures li').first().getByText('主图', { exact: true }).waitFor();
    await page.getByRole('button', { name: '后移第 1 张图片' }).focus();
    await page.keyboard.press('Enter');
    await stands(page, [0, 2, 1]);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '后移第 2 张图片');
    await save(page);
    await kept(page);
    assert.deepEqual(await order(), [0, 2, 1]);

    page = await scene.open('admin', { ...PHONE, token: await mall.staff() });
    await page.to(`/products/${id}`);
    await settled(page);
    const finger = await page.context().newCDPSession(page), touch = (type, at) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
    await page.locator('.pictures').scrollIntoViewIfNeeded();
    from = await centre(page, 0); to = await centre(page, 1);
    await touch('touchStart', from);
    await page.locator('.sortable-chosen').waitFor();                  // held for a while: it does not scroll
    await dragged(page, (i) => touch('touchMove', { x: from.x + (to.x + 20 - from.x) * Math.min(1, i / 8) + (i % 2), y: from.y + (to.y - from.y) * Math.min(1, i / 8) }), 1);
    await touch('touchEnd');
    await stands(page, [2, 0, 1]);
    await save(page);
    await kept(page);
    assert.deepEqual(await order(), [2, 0, 1]);
    assert.equal((await shown(page)).length, 3);
  },
};
