// Staff at work beside one another: what somebody has entered is lost neither by a click nor by a colleague.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { desk, REFUSED, stamp } from './desk.mjs';
import { settled } from './mall.mjs';

const OVER = { expect: [/status of 401/] };
const box = (page) => page.locator('.el-message-box');
const field = (page, label) => page.locator('.el-form-item', { hasText: label });
const dialog = (page, name) => page.getByRole('dialog', { name });
const save = (page) => page.getByRole('button', { name: '保存', exact: true }).click();
/** What both changed: one says whose it is to be. */
const mine = (page) => page.getByRole('dialog').getByRole('button', { name: '用我的' }).click();
const row = (page, text) => page.locator('main tbody tr', { hasText: text });
/** Where the newest of the staff stand. */
const newest = async (mall) => `/staff?page=${Math.ceil((await mall.office('GET', '/api/admin/staff?page_size=1')).total / 20)}`;

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
  async 'who goes to another product by Ctrl K is asked before what he typed is lost'(scene, mall) {
    const [one, other] = await mall.skus(2), title = (await mall.office('GET', `/api/admin/products/${other.product}`)).title;
    const page = await desk(scene, mall, `/products/${one.product}`), typed = field(page, '副标题').locator('input');
    const find = async () => {
      await page.keyboard.press('Control+k');
      await page.locator('.finder input').fill(title);
      await page.locator('.finder').getByRole('option', { name: title }).first().click();
    };
    await typed.fill('写到一半的卖点');
    await find();
    await stays(page, '离开此页？');
    assert.match(page.url(), new RegExp(`/products/${one.product}$`));
    assert.equal(await typed.inputValue(), '写到一半的卖点');
    await find();
    await box(page).getByRole('button', { name: '离开' }).click();
    await page.waitForURL(new RegExp(`/products/${other.product}$`));
    await settled(page);
    await page.getByText('没有未保存的更改').waitFor();
  },

  async 'who goes from one agreement to the other is asked before what he wrote is lost'(scene, mall) {
    const page = await desk(scene, mall, '/agreements/user'), text = page.locator('[contenteditable=true]').first();
    await text.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('写到一半的条款');
    await page.getByText('有未保存的更改').waitFor();
    const other = page.getByRole('link', { name: '隐私政策' });
    await other.click();
    await stays(page, '离开此页？');
    await text.getByText('写到一半的条款').waitFor();
    await other.click();
    await box(page).getByRole('button', { name: '离开' }).click();
    await page.waitForURL(/\/agreements\/privacy$/);
  },

  async 'a brand that a colleague saved meanwhile: what was typed stays, and one reads what it is now'(scene, mall) {
    const name = `同名${stamp()}`, { id, put, now } = await brand(mall, name), page = await desk(scene, mall, '/brands', REFUSED), sheet = dialog(page, `编辑“${name}”`);
    await row(page, name).getByRole('button', { name: '编辑' }).click();
    await sheet.locator('input[maxlength="64"]').fill(`${name}我`);
    await put({ name: `${name}她`, state: 'HIDDEN' });
    await save(page);
    const told = page.getByRole('dialog').getByRole('alert');
    await told.getByText('内容已被他人更改').waitFor();
    await told.getByText(`${name}她`).waitFor();
    await told.getByText('已隐藏').waitFor();
    assert.equal(await page.getByRole('dialog').locator('input[maxlength="64"]').inputValue(), `${name}我`, 'what was typed');
    assert.ok(await page.getByLabel('在店铺中隐藏').isChecked(), 'what one did not touch is as she left it');
    await row(page, `${name}她`).waitFor();                           // behind the sheet stands what is kept
    await mine(page);
    await save(page);
    await row(page, `${name}我`).waitFor();
    assert.deepEqual([(await now()).name, (await now()).state, (await now()).id], [`${name}我`, 'HIDDEN', id]);
    await mall.undo();
  },

  async 'a category that a colleague saved meanwhile: what was typed stays, and one reads what it is now'(scene, mall) {
    const name = `分类${stamp()}`, { id } = await mall.office('POST', '/api/admin/categories', { name, image: '', position: 0, state: 'ACTIVE' });
    mall.later(() => mall.office('POST', `/api/admin/categories/${id}/delete`));
    const now = async () => (await mall.office('GET', '/api/admin/categories')).items.find((c) => c.id === id), put = async (change) => { const { version, position } = await now(); await mall.office('PUT', `/api/admin/categories/${id}`, { name, image: '', position, state: 'ACTIVE', version, ...change }); };
    const page = await desk(scene, mall, '/categories', REFUSED), sheet = page.getByRole('dialog'), typed = sheet.locator('input[maxlength="64"]'), edit = () => page.locator('li.node', { hasText: name }).getByRole('button', { name: '编辑' }).click();
    await edit();
    await typed.fill(`${name}我`);
    await put({ name: `${name}她` });
    await save(page);
    await sheet.getByRole('alert').getByText(`${name}她`).waitFor();
    assert.equal(await typed.inputValue(), `${name}我`);
    await mine(page);
    await save(page);
    await page.locator('li.node', { hasText: `${name}我` }).waitFor();
    await sheet.waitFor({ state: 'hidden' });
    // Who put it elsewhere in the list is in nobody's way, and what he did stays.
    await edit();
    await typed.fill(`${name}又`);
    await put({ name: `${name}我`, position: 777 });
    await save(page);
    await page.locator('li.node', { hasText: `${name}又` }).waitFor();
    await sheet.waitFor({ state: 'hidden' });
    assert.equal((await now()).position, 777);
    await mall.undo();
  },

  async 'a colleague who was changed meanwhile: what was typed stays, and one reads what he is now'(scene, mall) {
    const name = `同事${stamp()}`, other = await mall.clerk(name, ['order:read']);
    const page = await desk(scene, mall, await newest(mall), REFUSED), sheet = page.getByRole('dialog'), typed = field(sheet, '姓名').locator('input');
    await row(page, other.name).getByRole('button', { name: '编辑' }).click();
    await typed.fill(`${name}我`);
    const all = [];
    for (let n = 1; !all.some((s) => s.name === name); n++) all.push(...(await mall.office('GET', `/api/admin/staff?page=${n}`)).items);
    const { id, version, roles } = all.find((s) => s.name === name);
    await mall.office('PUT', `/api/admin/staff/${id}`, { display_name: `${name}她`, state: 'DISABLED', roles: roles.map((r) => ({ id: r.id })), version });
    await save(page);
    const told = sheet.getByRole('alert');
    await told.getByText(`${name}她`).waitFor();
    await told.getByText('已停用').waitFor();
    assert.equal(await typed.inputValue(), `${name}我`);
    await mine(page);
    await save(page);
    await row(page, `${name}我`).getByText('已停用').waitFor();
  },

  async 'a remark that a colleague wrote meanwhile is read before it is replaced'(scene, mall) {
    const order = await mall.order(5), page = await desk(scene, mall, `/orders/${order.id}`, REFUSED), sheet = dialog(page, '商家备注'), at = `/api/admin/orders/${order.id}`;
    const open = () => page.locator('section', { has: page.getByRole('heading', { name: '备注' }) }).getByRole('button', { name: '编辑' }).click(), kept = async () => (await mall.office('GET', at)).order;
    await open();
    await sheet.locator('textarea').fill('我写的备注');
    await mall.office('PUT', `${at}/remark`, { staff_remark: '她写的备注', version: (await kept()).version });
    await save(page);
    await sheet.getByRole('alert').getByText('她写的备注').waitFor();
    assert.equal(await sheet.locator('textarea').inputValue(), '我写的备注');
    assert.equal((await kept()).staff_remark, '她写的备注', 'hers is not overwritten unseen');
    await sheet.locator('textarea').fill('她写的备注；我写的备注');
    await save(page);
    await sheet.waitFor({ state: 'hidden' });
    assert.equal((await kept()).staff_remark, '她写的备注；我写的备注');
    // What else happened to the order says nothing about the remark: it is kept, unasked.
    await open();
    await sheet.locator('textarea').fill('第三条备注');
    await mall.office('POST', '/api/admin/picking', { orders: [{ id: order.id }] });
    await save(page);
    await sheet.waitFor({ state: 'hidden' });
    assert.equal((await kept()).staff_remark, '第三条备注');
  },

  async 'where an order goes, which a colleague changed meanwhile, is read before it is replaced'(scene, mall) {
    const order = await mall.order(5), page = await desk(scene, mall, `/orders/${order.id}`, REFUSED), sheet = page.getByRole('dialog'), at = `/api/admin/orders/${order.id}`, kept = async () => (await mall.office('GET', at)).order;
    await page.locator('section', { has: page.getByRole('heading', { name: '收货信息' }) }).getByRole('button', { name: '编辑' }).click();
    await field(sheet, '收货人').first().locator('input').fill('我改的人');
    const was = await kept(), there = { region: '440305', province: '广东省', city: '深圳市', district: '南山区' };
    await mall.office('POST', `${at}/address`, { ...there, name: '她改的人', phone: was.receiver_phone, detail: '科技园 8 号', version: was.version });
    const send = sheet.locator('.foot .el-button--primary');
    await send.click();
    const told = sheet.getByRole('alert');
    for (const words of ['她改的人', '广东省 深圳市 南山区', '科技园 8 号']) await told.getByText(words).waitFor();
    assert.equal((await kept()).receiver_name, '她改的人', 'hers is not overwritten unseen');
    await mine(page);
    await send.click();
    await sheet.waitFor({ state: 'hidden' });
    const { receiver_name, region, province, city, district, address } = await kept();
    assert.deepEqual({ receiver_name, region, province, city, district, address }, { receiver_name: '我改的人', ...there, address: '科技园 8 号' }, 'what one did not touch is as she left it');
  },

  async 'an order that was cancelled before its parcel was entered: the sheet closes, and says so'(scene, mall) {
    for (const list of [false, true]) {
      const order = await mall.order(6), page = await desk(scene, mall, list ? `/orders?number=${order.number}` : `/orders/${order.id}`, REFUSED), sheet = page.getByRole('dialog');
      await page.getByRole('button', { name: '发货', exact: true }).click();
      await sheet.getByPlaceholder('扫码或输入').fill('SF1234567890');
      await mall.office('POST', `/api/admin/orders/${order.id}/cancel`, { reason: '缺货' });
      await sheet.getByRole('button', { name: /^发货/ }).click();
      await page.locator('.el-message', { hasText: `没有完成：订单 ${order.number} 刚有变动，现在是` }).waitFor();
      await sheet.waitFor({ state: 'hidden' });
      await page.waitForFunction(() => ![...document.querySelectorAll('main button')].some((b) => b.textContent.trim() === '发货'));      // nor does the page offer it any more
    }
  },

  async 'an order that was shipped before it was cancelled: the sheet closes, and so it stands there'(scene, mall) {
    const order = await mall.order(6), page = await desk(scene, mall, `/orders/${order.id}`, REFUSED), sheet = page.getByRole('dialog');
    await page.getByRole('button', { name: '取消订单' }).click();
    await sheet.locator('textarea').fill('缺货');
    await mall.office('POST', `/api/admin/orders/${order.id}/parcels`, { carrier: 'SF', tracking_number: `SF${order.number}` });
    await sheet.getByRole('button', { name: /^取消并退款/ }).click();
    await page.locator('.el-message--error', { hasText: `没有完成：订单 ${order.number} 刚有变动，现在是“待收货”` }).waitFor();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText(`SF${order.number}`).first().waitFor();
  },

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

  async 'what was changed of a role is given up only by who says so'(scene, mall) {
    const name = `角色${stamp()}`, { id } = await mall.office('POST', '/api/admin/roles', { name, permissions: [{ name: 'order:read' }] });
    const page = await desk(scene, mall, `/roles/${id}`), typed = page.locator('input[maxlength="64"]'), undo = () => page.getByRole('button', { name: '放弃更改' }).first().click();
    await typed.fill(`${name}新`);
    await undo();
    await stays(page, '放弃未保存的更改？');
    assert.equal(await typed.inputValue(), `${name}新`);
    await undo();
    await box(page).getByRole('button', { name: '放弃更改' }).click();
    await page.getByText('没有未保存的更改').waitFor();
    assert.equal(await typed.inputValue(), name);
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

  async 'what was entered in a sheet without typing is not thrown away unasked either'(scene, mall) {
    const name = `步进${stamp()}`, clerk = await mall.clerk(name, ['order:read']), order = await mall.order(7);
    await brand(mall, name);
    const page = await desk(scene, mall, '/brands'), sheet = page.getByRole('dialog').filter({ has: page.locator('form') }), guarded = async () => {
      const cancel = sheet.getByRole('button', { name: '取消' });
      await cancel.click();
      await stays(page, '放弃未保存的更改？');
      await cancel.click();
      await box(page).getByRole('button', { name: '放弃更改' }).click();
      await sheet.waitFor({ state: 'hidden' });
    };
    const edit = () => row(page, name).getByRole('button', { name: '编辑' }).click();
    await edit();
    await sheet.locator('.el-input-number__increase').click();      // a stepper
    await guarded();
    await edit();
    await sheet.waitFor();
    await page.keyboard.press('Escape');                              // nothing entered: unasked
    await sheet.waitFor({ state: 'hidden' });
    await page.to(await newest(mall));
    await row(page, clerk.name).getByRole('button', { name: '编辑' }).click();
    await sheet.locator('.el-switch').click();                        // a switch
    await guarded();
    await page.to(`/orders/${order.id}`);
    await page.getByRole('button', { name: '发货', exact: true }).click();
    await sheet.locator('.el-select').click();                        // a choice
    await page.locator('.el-select-dropdown__item:visible:not(.is-selected)').first().click();
    await page.locator('.el-select-dropdown').waitFor({ state: 'hidden' });
    await guarded();
    await page.to('/more');
    await page.getByRole('button', { name: '修改密码' }).click();
    await sheet.locator('input').first().fill('a password of old');
    await guarded();
    await page.getByRole('button', { name: '修改密码' }).click();
    assert.equal(await sheet.locator('input').first().inputValue(), '', 'what was given up is given up');
    await mall.undo();
  },

  async 'a session that ran out in a sheet: one comes back to the list as it was filtered, and goes on'(scene, mall) {
    const order = await mall.order(7), clerk = await mall.clerk(`发货员${stamp()}`, ['order:read', 'order:ship']);
    const page = await scene.open('admin', { ...DESK, token: clerk.token, ...OVER }), sheet = page.getByRole('dialog');
    await page.to(`/orders?state=PAID&number=${order.number}`);
    await page.getByRole('button', { name: '发货', exact: true }).click();
    await sheet.getByPlaceholder('扫码或输入').fill('SF1234567890');
    await page.context().clearCookies();
    await sheet.getByRole('button', { name: /^发货/ }).click();
    await signIn(page, clerk);
    await page.waitForURL(new RegExp(`/orders\\?state=PAID&number=${order.number}$`));
    await settled(page);
    assert.equal(await sheet.count(), 0);
    assert.equal(await box(page).count(), 0);
    await page.getByRole('button', { name: '发货', exact: true }).click();      // nothing lies over the page
    await sheet.getByPlaceholder('扫码或输入').fill(`SF${order.number}`);
    await sheet.getByRole('button', { name: /^发货/ }).click();
    await page.locator('.el-message', { hasText: `订单 ${order.number} 已发货` }).waitFor();
  },

  async 'the way back from the sign-in page leads to where one was, and is no trap'(scene, mall) {
    const clerk = await mall.clerk(`回头${stamp()}`, ['order:read', 'product:read', 'dashboard:read']), page = await scene.open('admin', { ...DESK, token: clerk.token, expect: [/status of 401/, /ERR_FAILED|ERR_INTERNET/] });
    // Nobody could say who one is; meanwhile the session ran out; then one goes elsewhere.
    await page.route('**/api/admin/me', (route) => route.abort());
    await page.to('/orders?state=PAID');
    await page.getByRole('heading', { name: '加载失败' }).waitFor();
    await page.unroute('**/api/admin/me');
    await page.context().clearCookies();
    await page.locator('header a.brand').click();
    await page.waitForURL(/\/sign-in$/);
    await page.goBack();
    await page.waitForURL(/\/sign-in\?return=\/orders\?state=PAID$|\/sign-in\?return=%2Forders%3Fstate%3DPAID$/);
    await signIn(page, clerk);
    await page.waitForURL(/\/orders\?state=PAID$/);
    await settled(page);
    // Out again: back, and back again, is out of the panel.
    await page.getByRole('link', { name: '商品列表' }).first().click();
    await settled(page);
    await page.getByRole('button', { name: '退出登录' }).click();
    await box(page).getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.goBack();
    await page.waitForURL(/\/sign-in\?return=/);
    await page.goBack();
    await page.waitForURL('about:blank');
  },

  async 'who turns out to be nobody is asked to sign in, and not told that he may not'(scene, mall) {
    const clerk = await mall.clerk(`谁${stamp()}`, ['order:read']), page = await scene.open('admin', { ...DESK, token: clerk.token, expect: [/status of 401/, /ERR_FAILED/] });
    await page.route('**/api/admin/me', (route) => route.abort());
    await page.to('/orders?state=PAID');
    await page.getByRole('heading', { name: '加载失败' }).waitFor();
    await page.unroute('**/api/admin/me');
    await page.context().clearCookies();
    await page.getByRole('button', { name: '重试' }).click();
    await signIn(page, clerk);
    await page.waitForURL(/\/orders\?state=PAID$/);
  },

  async 'in the hand a price is changed and stock taken in from the list of products'(scene, mall) {
    const [sku] = await mall.skus(1), page = await scene.open('admin', { ...PHONE, token: await mall.staff() });
    const before = await mall.office('GET', `/api/admin/products/${sku.product}`), own = () => mall.office('GET', `/api/admin/products/${sku.product}`);
    await page.to(`/products?keyword=${encodeURIComponent(before.title)}`);
    await page.locator('.cards li', { hasText: before.title }).first().getByRole('button', { name: '价格与库存' }).click();
    const sheet = page.getByRole('dialog', { name: new RegExp(before.title) }), price = sheet.locator('input').first(), wanted = before.skus[0].price + 123;
    await price.fill('一百');
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.getByRole('alert').first().waitFor();
    await price.fill((wanted / 100).toFixed(2));
    await sheet.getByRole('button', { name: '调整' }).first().click();
    const stock = page.getByRole('dialog', { name: /调整库存/ });
    await stock.locator('.el-input-number input').fill('7');
    await stock.getByPlaceholder(/盘点/).fill('到货');
    await stock.getByRole('button', { name: '调整库存' }).click();
    await stock.waitFor({ state: 'hidden' });
    await sheet.locator('li').first().getByText(String(before.skus[0].stock + 7), { exact: true }).waitFor();
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    const after = await own();
    assert.deepEqual([after.skus[0].id, after.skus[0].price, after.skus[0].stock], [before.skus[0].id, wanted, before.skus[0].stock + 7]);
    assert.deepEqual({ ...after, version: 0, updated_at: '', price_min: 0, price_max: 0, skus: after.skus.slice(1) }, { ...before, version: 0, updated_at: '', price_min: 0, price_max: 0, skus: before.skus.slice(1) }, 'and nothing else');
  },

  async 'who works at a desk changes his own password from his name in the head'(scene, mall) {
    const clerk = await mall.clerk(`密码${Date.now() % 1e6}`, ['order:read']), page = await scene.open('admin', { ...DESK, token: clerk.token });
    await page.to('/orders');
    await page.locator('header').getByRole('link', { name: clerk.name }).click();
    await page.getByRole('heading', { name: '我的账号' }).waitFor();
    await page.getByRole('button', { name: '修改密码' }).click();
    const sheet = page.getByRole('dialog', { name: '修改密码' }), [old, fresh] = [sheet.locator('input').nth(0), sheet.locator('input').nth(1)];
    await old.fill(clerk.password);
    await fresh.fill('another-password-9');
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    assert.ok(await mall.staff(clerk.name, 'another-password-9'));
  },

  async 'at a tablet every act of a table is within reach'(scene, mall) {
    const page = await scene.open('admin', { viewport: { width: 768, height: 1024 }, token: await mall.staff() });
    for (const path of ['/products', '/orders', '/jobs', '/staff']) {
      await page.to(path);
      await settled(page);
      const beyond = await page.evaluate(() => [...document.querySelectorAll('tbody tr')].slice(0, 5).flatMap((tr) => [...tr.querySelectorAll('button')]).filter((b) => b.getBoundingClientRect().right > document.querySelector('.frame table, table').closest('[role=region]').getBoundingClientRect().right).map((b) => b.textContent));
      assert.deepEqual(beyond, [], path);
    }
  },
};
