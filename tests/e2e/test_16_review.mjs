// What the merchant, the buyer and their keyboard stumbled over: WeChat without an account of WeChat's, two windows of
// one form, a language changed on the way, keys instead of a mouse.
import assert from 'node:assert/strict';
import { ANDROID, DESK, PHONE } from './browser.mjs';
import { desk } from './desk.mjs';
import { settled } from './mall.mjs';

const REFUSED = { expect: [/status of 40[349]/] };
const buyer = async (scene, mall, n, more = {}) => scene.open('shop', { ...PHONE, token: await mall.member(n), ...more });
/** From a page to another one of the same app, as its links do it. */
const push = (page, to) => page.evaluate((path) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(path), to);
const label = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);

export const tests = {
  async 'inside WeChat, who signed in by phone may have a code that takes the money'(scene, mall) {
    await mall.cancelUnpaid(41);
    const { number } = await mall.order(41, { unpaid: true }), page = await buyer(scene, mall, 41, { userAgent: `${ANDROID} MicroMessenger/8.0.50`, ...REFUSED });
    await page.to(`/pay/${number}`);
    const [begun] = await Promise.all([page.waitForResponse((r) => /payments$/.test(r.url()) && r.status() < 300), page.getByRole('button', { name: '用另一台手机扫码' }).click()]);
    await page.getByText('请用另一台手机的微信扫一扫付款').waitFor();
    await page.getByRole('img', { name: '微信支付二维码' }).waitFor();
    const { code_url } = await begun.json();
    await fetch(`${mall.sandbox}/control/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code_url }) });
    await page.locator('.state-face.good').waitFor();
  },

  async 'what was changed in another window stops no buyer: he saves once more'(scene, mall) {
    const id = await mall.address(42), token = await mall.member(42), page = await buyer(scene, mall, 42, REFUSED);
    const { name, phone, region, province, city, district, is_default, version } = await mall.call('GET', `/api/shop/addresses/${id}`, undefined, token);
    await page.to(`/addresses/${id}`);
    await page.fill('#address-detail', '这个窗口写的 2 号');
    await mall.call('PUT', `/api/shop/addresses/${id}`, { name, phone, region, province, city, district, is_default, version, detail: '另一个窗口写的 1 号' }, token);
    const save = page.locator('.foot-bar .primary');
    await save.click();
    await page.locator('.toast.bad', { hasText: '再保存一次' }).waitFor();
    assert.equal(await page.inputValue('#address-detail'), '这个窗口写的 2 号');
    await settled(page);
    await save.click();
    await page.waitForURL(/\/addresses$/);
    assert.equal((await mall.call('GET', `/api/shop/addresses/${id}`, undefined, token)).detail, '这个窗口写的 2 号');

    const mine = `这个窗口${Date.now() % 1e6}`;
    await page.to('/profile');
    await page.fill('#nickname', mine);
    const me = (await mall.call('GET', '/api/shop/me', undefined, token)).member;
    await mall.call('PUT', '/api/shop/me', { nickname: '那个窗口', version: me.version }, token);
    const rename = page.locator('form .send').first();
    await rename.click();
    await page.locator('.toast.bad', { hasText: '再保存一次' }).waitFor();
    await settled(page);
    await rename.click();
    await page.locator('.toast.good').waitFor();
    assert.equal((await mall.call('GET', '/api/shop/me', undefined, token)).member.nickname, mine);
  },

  async 'a list one comes back to is in the language one chose meanwhile'(scene, mall) {
    const title = `Tea notes ${Date.now() % 1e6}`, { id } = await mall.office('POST', '/api/admin/articles', { title: '茶事', body: '<p>正文</p>', texts: [{ locale: 'en', title, body: '<p>Text</p>' }] });
    await mall.office('POST', `/api/admin/articles/${id}/publish`);
    mall.later(() => mall.office('POST', `/api/admin/articles/${id}/delete`));
    const page = await scene.open('shop', PHONE);
    await page.to('/articles');
    await page.locator(`a[href="/articles/${id}"]`, { hasText: '茶事' }).waitFor();
    await push(page, '/me');
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Language' }).waitFor();
    await page.goBack();
    await page.locator(`a[href="/articles/${id}"]`, { hasText: title }).waitFor();
    await mall.undo();
  },

  async 'a tap that opens nothing for want of a network is answered'(scene) {
    const page = await scene.open('shop', { ...PHONE, expect: [/ERR_INTERNET|Failed to fetch/] });
    await page.to('/');
    await settled(page);
    await page.context().setOffline(true);
    await page.locator('.tabbar a[href="/category"]').click();
    await page.locator('.toast.bad', { hasText: '网络已断开' }).waitFor();
    await page.context().setOffline(false);
    await page.locator('.tabbar a[href="/category"]').click();
    await page.waitForURL(/\/category$/);
  },

  async 'a product that is gone is a page with a heading'(scene) {
    const page = await scene.open('shop', { ...PHONE, expect: [/status of 404/] });
    await page.to('/product/999999999');
    await page.getByText('商品已下架或不存在').waitFor();
    assert.equal(await page.locator('h1').count(), 1);
  },

  async 'who puts things in order by keys keeps the thing under his finger'(scene, mall) {
    const before = (await mall.office('GET', '/api/admin/home-floors')).items.map(({ id }) => ({ id }));
    assert.ok(before.length >= 3);
    mall.later(() => mall.office('POST', '/api/admin/home-floors/order', { items: before }));
    const page = await desk(scene, mall, '/home-floors'), titles = page.locator('.thing .title'), [first] = await titles.allTextContents();
    await page.getByRole('button', { name: `下移：${first}` }).or(page.locator('.thing').first().getByRole('button').nth(1)).first().focus();
    const down = await label(page);
    for (let n = 1; n < before.length; n++) {
      await page.keyboard.press('Enter');
      await page.waitForFunction(([place, title]) => document.querySelectorAll('.thing .title')[place]?.textContent === title, [n, first]);
      await page.waitForFunction((name) => document.activeElement?.matches(':enabled') && document.activeElement.closest('.thing')?.querySelector('.title')?.textContent === name, first);      // once it is kept
      if (n < before.length - 1) assert.equal(await label(page), down);
    }
    await mall.undo();
  },

  async 'a number that is scanned right after "ship" arrives in its field, and Enter sends the parcel'(scene, mall) {
    const order = await mall.order(44, { lines: 2 }), page = await desk(scene, mall, `/orders/${order.id}`), number = `SF${Date.now()}`;
    await page.getByRole('button', { name: '发货', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('[role=dialog] input[maxlength="48"]'));
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText(number).first().waitFor();
    assert.equal((await mall.office('GET', `/api/admin/orders/${order.id}`)).order.state, 'SHIPPED');
  },

  async 'a category is renamed by the keyboard alone'(scene, mall) {
    const name = `键盘${Date.now() % 1e6}`, { id } = await mall.office('POST', '/api/admin/categories', { name, image: '', position: 99, state: 'HIDDEN' });
    mall.later(() => mall.office('POST', `/api/admin/categories/${id}/delete`));
    const page = await desk(scene, mall, '/categories');
    await page.getByRole('button', { name: new RegExp(`编辑.*${name}`) }).or(page.locator('li, tr', { hasText: name }).last().getByRole('button', { name: /编辑/ })).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((n) => document.activeElement?.value === n, name);
    await page.keyboard.press('End');
    await page.keyboard.type('改');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText(`${name}改`).first().waitFor();
    await mall.undo();
  },

  async 'a picture is cropped by the keyboard alone'(scene, mall) {
    const title = `键盘裁剪${Date.now() % 1e6}`;
    await mall.picture(title, 200, 120);
    const page = await desk(scene, mall, '/media');
    await page.locator('.tile', { hasText: title }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '裁剪' }).focus();
    await page.keyboard.press('Enter');
    const frame = page.getByRole('group', { name: '方向键移动选框' });
    await page.locator('.cropper-crop-box').waitFor();
    await frame.focus();
    const size = () => page.locator('.cropper-crop-box').boundingBox(), before = await size();
    for (let n = 0; n < 5; n++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowRight');
    const after = await size();
    assert.ok(Math.abs(before.width - 50 - after.width) < 1 && Math.abs(before.x + 10 - after.x) < 1, JSON.stringify([before, after]));
    await page.getByRole('button', { name: '裁剪并保存' }).focus();
    const [made] = await Promise.all([page.waitForResponse((r) => /crops$/.test(r.url())), page.keyboard.press('Enter')]);
    assert.ok(made.ok());
  },

  async 'the choice of columns goes away by Esc and by a click elsewhere'(scene, mall) {
    const page = await desk(scene, mall, '/orders'), chooser = page.locator('details.choose'), box = chooser.locator('fieldset');
    for (const away of [() => page.keyboard.press('Escape'), () => page.locator('h1').click()]) {
      await chooser.locator('summary').click();
      await box.waitFor();
      await away();
      await box.waitFor({ state: 'hidden' });
    }
    // One may choose more than one.
    await chooser.locator('summary').click();
    for (const name of ['收货人', '下单时间']) { await box.getByText(name).click(); await page.locator('th', { hasText: name }).waitFor({ state: 'hidden' }); }
  },

  async 'who loses a permission while he works sees it in his menu'(scene, mall) {
    const name = `降级${Date.now() % 1e6}`, clerk = await mall.clerk(name, ['dashboard:read', 'product:read', 'order:read']);
    const page = await scene.open('admin', { ...DESK, token: clerk.token, ...REFUSED }), entry = page.locator('nav.side a[href$="/products"]');
    await page.to('/orders');
    await entry.waitFor();
    const role = (await mall.office('GET', '/api/admin/roles')).items.find((r) => r.name === name);
    await mall.office('PUT', `/api/admin/roles/${role.id}`, { name, permissions: [{ name: 'dashboard:read' }, { name: 'order:read' }], version: role.version });
    await entry.click();
    await page.getByText('需要“查看商品”权限').waitFor();
    await entry.waitFor({ state: 'hidden' });
  },

  async 'a wrong old password is said where it stands, and is gone the next time'(scene, mall) {
    const clerk = await mall.clerk(`旧密码${Date.now() % 1e6}`, ['dashboard:read']), page = await scene.open('admin', { ...DESK, token: clerk.token, expect: [/status of 40[13]/] });
    await page.to('/more');
    const open = page.getByRole('button', { name: '修改密码' }), sheet = page.getByRole('dialog', { name: '修改密码' }), wrong = sheet.locator('.el-form-item__error');
    await open.click();
    await page.waitForFunction(() => document.activeElement?.matches('[role=dialog] input'));
    await page.keyboard.type('not this one');
    await sheet.locator('input').last().fill('a-good-new-one');
    await page.keyboard.press('Enter');
    await wrong.filter({ hasText: '旧密码不正确' }).waitFor();
    await sheet.getByRole('button', { name: '取消' }).click();
    await page.locator('.el-message-box__btns .el-button').last().click();
    await sheet.waitFor({ state: 'hidden' });
    await open.click();
    await sheet.locator('input').first().waitFor();
    await wrong.waitFor({ state: 'hidden' });
  },

  async 'a refund that was asked for again is seen to arrive'(scene, mall) {
    const { id } = (await mall.office('GET', '/api/admin/exceptions?page_size=1')).items[0], one = await mall.office('GET', `/api/admin/exceptions/${id}`);
    let state = 'REFUNDING';
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() });
    await page.route(`**/api/admin/exceptions/${id}`, (route) => route.fulfill({ json: { ...one, kind: 'REFUND_FAILED', state } }));
    await page.to(`/exceptions/${id}`);
    await page.locator('main').getByText('退款中').first().waitFor();
    state = 'REFUNDED';
    await page.locator('main').getByText('已退款').first().waitFor();
  },

  async 'slips come out of the printer as black on white, also where it is dark'(scene, mall) {
    const order = await mall.order(45), page = await desk(scene, mall, `/picking?orders=${order.id}`, { dark: true });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'light');
  },

  async 'what is not there offers staff no vain retry'(scene, mall) {
    const page = await desk(scene, mall, '/orders/999999999', { expect: [/status of 404/] });
    await page.locator('.state').waitFor();
    assert.equal(await page.locator('.state').getByRole('button', { name: '重试' }).count(), 0);
  },

  async 'the editor of texts speaks the language one chose, and keeps what was written'(scene, mall) {
    const page = await desk(scene, mall, '/articles/new'), text = page.locator('[contenteditable=true]').first(), bar = page.locator('.w-e-toolbar').first();
    await text.click();
    await page.keyboard.type('写到一半');
    await page.locator('header select').first().selectOption('en');
    await page.getByRole('heading', { name: 'Write article' }).waitFor();
    await page.waitForFunction(() => !/\p{Script=Han}/u.test(document.querySelector('.w-e-toolbar')?.textContent ?? '正'));
    assert.equal((await text.innerText()).trim(), '写到一半');
    assert.equal(await bar.count(), 1);
    page.on('dialog', (d) => d.accept());
  },

  async 'a thumb opens what stands in a list of staff'(scene, mall) {
    const page = await scene.open('admin', { ...PHONE, token: await mall.staff() });
    for (const [path, link] of [['/home-floors', '.thing .title'], ['/articles', '.thing .title'], ['/roles', '.cards a']]) {
      await page.to(path);
      await settled(page);
      assert.ok((await page.locator(link).first().boundingBox()).height >= 43, path);
    }
  },
};
