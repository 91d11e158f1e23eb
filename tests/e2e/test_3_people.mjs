// Who may do what, and what happens when a session is over.
import assert from 'node:assert/strict';
import { DESK, PHONE } from './browser.mjs';
import { chooseRegion, signInByWeChat, WORDS } from './buying.mjs';
import { settled } from './mall.mjs';

async function signInByPhone(page, mall, phone) {
  await page.locator('.agree .check').check();
  await page.fill('#phone', phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('.toast.good').waitFor();
  await page.fill('#code', (await (await fetch(`${mall.sandbox}/sms.json?phone=${phone}`)).text()).match(/"code":"(\d{6})"/)[1]);
  await page.locator('form .primary').click();
}
const onField = (page, label) => page.locator('.el-form-item', { hasText: label });

export const tests = {
  async 'the role of the owner shows that it may do everything, and cannot be changed'(scene, mall) {
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() }), { id } = (await mall.office('GET', '/api/admin/roles')).items.find((r) => r.is_owner);
    await page.to(`/roles/${id}`);
    const boxes = page.locator('fieldset input[type=checkbox]');
    await boxes.first().waitFor({ state: 'attached' });
    assert.deepEqual(await boxes.evaluateAll((all) => all.filter((b) => !b.checked || !b.disabled).length), 0);
  },

  async 'who may not ship sees neither button nor entry, and the API refuses'(scene, mall) {
    const order = await mall.order(3), clerk = await mall.clerk(`看单${Date.now() % 1e6}`, ['order:read']);
    const page = await scene.open('admin', { ...DESK, token: clerk.token, expect: [/status of 403/] });
    await page.to(`/orders/${order.id}`);
    await settled(page);
    await page.getByText(order.number).first().waitFor();
    for (const act of ['发货', '取消订单']) assert.equal(await page.getByRole('button', { name: act }).count(), 0, act);
    const entries = await page.getByRole('navigation', { name: /导航|菜单/ }).first().getByRole('link').allTextContents();
    assert.deepEqual(entries.map((e) => e.trim()), ['订单'], 'the menu has what he may see, and no more');
    await page.to('/products');
    await page.getByRole('heading', { name: '没有权限' }).waitFor();
    const parcel = { carrier: 'SF', tracking_number: 'SF1234567890' };
    assert.equal((await mall.ask('POST', `/api/admin/orders/${order.id}/parcels`, parcel, clerk.token)).status, 403);
    assert.equal((await mall.ask('GET', '/api/admin/products', undefined, clerk.token)).status, 403);
    const chief = await scene.open('admin', { ...DESK, token: await mall.staff() });
    await chief.to(`/orders/${order.id}`);
    await chief.getByRole('button', { name: '发货' }).waitFor();     // the button exists, for who may
  },

  async 'staff signs out, and the session is over'(scene, mall) {
    const clerk = await mall.clerk(`出门${Date.now() % 1e6}`, ['order:read']);
    const page = await scene.open('admin', { ...DESK, token: clerk.token });
    await page.to('/orders');
    await settled(page);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.locator('.el-message-box').getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL(/\/sign-in/);
    assert.equal((await mall.ask('GET', '/api/admin/me', undefined, clerk.token)).status, 401, 'the token is worth nothing');
    await page.to('/orders');
    await page.waitForURL(/\/sign-in\?return=/);
  },

  async 'a buyer signs out, and the session is over'(scene, mall) {
    const token = await mall.member(9), page = await scene.open('shop', { ...PHONE, token });
    await page.to('/me');
    await settled(page);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.locator('.van-dialog__confirm').click();
    await page.getByText('登录 / 注册').waitFor();
    assert.equal((await mall.ask('GET', '/api/shop/me', undefined, token)).status, 401, 'the token is worth nothing');
    await page.to('/orders');
    await page.waitForURL(/\/sign-in\?return=/);
  },

  async 'a session that ran out leads to sign-in, and back with what was typed'(scene, mall) {
    const clerk = await mall.clerk(`录入${Date.now() % 1e6}`, ['product:read', 'product:write', 'category:read']);
    const page = await scene.open('admin', { ...DESK, token: clerk.token, expect: [/status of 401/] }), [sku] = await mall.skus(1);
    await page.to(`/products/${sku.product}`);
    await settled(page);
    await onField(page, '副标题').locator('input').fill('写到一半的卖点');
    await page.context().clearCookies();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.waitForURL(/\/sign-in\?return=/);
    await page.fill('#name', clerk.name);
    await page.fill('#password', clerk.password);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL(new RegExp(`/products/${sku.product}$`));
    await settled(page);
    assert.equal(await onField(page, '副标题').locator('input').inputValue(), '写到一半的卖点');
    await page.getByText('有未保存的更改').waitFor();
  },

  async 'a buyer whose session ran out signs in and finds the address he was writing'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, expect: [/status of 401/] });
    const nickname = await signInByWeChat(page, WORDS['zh-CN']);
    await page.to('/addresses/new');
    await page.fill('#address-name', '李写了');
    await page.fill('#address-phone', '13900139000');
    await page.fill('#address-detail', '很长的一条街 8 号');
    await chooseRegion(page);
    await page.context().clearCookies();
    await page.getByRole('button', { name: '保存' }).click();
    await page.waitForURL(/\/sign-in\?return=/);
    await page.locator('.agree .check').check();
    await page.locator('.wechat-in').click();
    await page.locator('a.row', { hasText: nickname }).click();
    await page.waitForURL(/\/addresses\/new$/);
    await page.locator('.toast').waitFor();
    assert.equal(await page.inputValue('#address-detail'), '很长的一条街 8 号');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.toast.good').waitFor();
  },

  async 'who signs in as somebody else does not find it'(scene, mall) {
    const page = await scene.open('shop', { ...PHONE, token: await mall.member(4), expect: [/status of 401/] });
    await page.to('/addresses/new');
    await page.fill('#address-name', '李写了');
    await page.fill('#address-phone', '13900139000');
    await page.fill('#address-detail', '很长的一条街 8 号');
    await chooseRegion(page);
    await page.context().clearCookies();
    await page.getByRole('button', { name: '保存' }).click();
    await page.waitForURL(/\/sign-in\?return=/);
    await signInByPhone(page, mall, '16000000005');
    await page.waitForURL(/\/addresses\/new$/);
    assert.equal(await page.inputValue('#address-detail'), '');
  },

  async 'a sign-in by WeChat that failed is explained in the language one chose, and can be tried again'(scene) {
    const said = { 'zh-CN': '微信登录失败，请重试', 'zh-TW': '微信登入失敗，請重試', en: 'WeChat sign-in failed. Try again' };
    for (const [language, words] of Object.entries(said)) {
      const page = await scene.open('shop', { ...PHONE, language });
      await page.to('/sign-in?error=wechat_code_bad&return=/orders');
      await page.getByRole('alert').filter({ hasText: words }).waitFor();
      await page.locator('.wechat-in').waitFor();
      await page.to('/sign-in?error=<b>no such reason</b>');
      const unknown = page.getByRole('alert');
      await unknown.waitFor();
      assert.ok(!/no such reason/.test(await unknown.innerText()), 'an address puts no words into the mouth of the shop');
      assert.notEqual((await unknown.innerText()).trim(), '');
    }
  },
};
