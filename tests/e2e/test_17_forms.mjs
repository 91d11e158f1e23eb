// Forms that a colleague saved meanwhile: what only she changed is taken, what only I changed stays, what both changed I
// choose at its field.
import assert from 'node:assert/strict';
import { PHONE } from './browser.mjs';
import { REFUSED, stamp, desk, at, save, kept, told, choose, said, announcement, product, COLOURS, cell, input } from './desk.mjs';
import { settled } from './mall.mjs';

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

  async 'a product: of a SKU that I took away nothing is to be chosen, though she priced it'(scene, mall) {
    const { id, now, put } = await product(mall, COLOURS), page = await desk(scene, mall, `/products/${id}`, REFUSED);
    await page.getByRole('button', { name: '删除 蓝' }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '删除' }).click();
    await put((p) => ({ skus: p.skus.map((s) => (s.value1 === '蓝' ? { ...s, price: 7700 } : s)) }));
    for (let i = 0; i < 2; i++) {                                      // refused once, and asked again with what she saved
      await (i ? Promise.resolve() : save(page));
      await page.locator('.el-message-box', { hasText: '1 个规格将被删除' }).getByRole('button', { name: '保存' }).click();
    }
    await kept(page);
    assert.deepEqual((await now()).skus.map((s) => [s.value1, s.price]), [['红', 1000], ['绿', 1002]]);
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

  async 'an article of the same words in another form says that this is what differs'(scene, mall) {
    const { id } = await mall.office('POST', '/api/admin/articles', { title: '茶事', body: '<p>正文</p>', texts: [] }), path = `/api/admin/articles/${id}`;
    mall.later(() => mall.office('POST', `${path}/delete`));
    const page = await desk(scene, mall, `/articles/${id}`, REFUSED);
    await page.locator('[contenteditable=true]').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('，新茶');
    await mall.office('PUT', path, { title: '茶事', body: '<p>正文，<b>新茶</b></p>', texts: [], version: (await mall.office('GET', path)).version });
    await save(page);
    await at(page, 'body').getByText('（文字相同，图片、链接或格式不同）').waitFor();
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

  async 'a price in the hand for a SKU that she took away is lost, which is said, and the others are saved'(scene, mall) {
    const { now, put } = await product(mall, COLOURS), { title } = await now(), page = await scene.open('admin', { ...PHONE, token: await mall.staff(), ...REFUSED }), sheet = page.getByRole('dialog', { name: new RegExp(title) });
    await page.to(`/products?keyword=${encodeURIComponent(title)}`);
    await page.locator('.cards li').first().getByRole('button', { name: '价格与库存' }).click();
    await sheet.locator('li').nth(0).locator('input').fill('11');
    await sheet.locator('li').nth(1).locator('input').fill('22');
    await put((p) => ({ skus: p.skus.filter((s) => s.value1 !== '蓝') }));
    await sheet.getByRole('button', { name: '保存' }).click();
    await said(page, '“蓝”已被对方删除');
    await sheet.waitFor({ state: 'hidden' });
    assert.deepEqual((await now()).skus.map((s) => [s.value1, s.price]), [['红', 1100], ['绿', 1002]]);
  },
};
