// Who somebody is: a WeChat linked to an account, a password nobody guesses, names in an order's story.
import assert from 'node:assert/strict';
import { ANDROID, DESK, PHONE } from './browser.mjs';
import { signInByWeChat, WORDS } from './buying.mjs';

const IN_WECHAT = { ...PHONE, userAgent: `${ANDROID} MicroMessenger/8.0.50` };
const wechat = (page) => page.getByRole('button', { name: /^微信/ });
const unlinked = async (mall, n) => mall.call('POST', '/api/shop/me/wechat/unlink', undefined, await mall.member(n));

export const tests = {
  async 'inside WeChat, who signed in by phone links it at the cashier, pays in its window, and unlinks it'(scene, mall) {
    const { number } = await mall.order(43, { unpaid: true }), page = await scene.open('shop', { ...IN_WECHAT, token: await mall.signedIn(43) });
    mall.later(() => unlinked(mall, 43));
    await page.exposeFunction('payAtSandbox', async (prepay) => (await fetch(`${mall.sandbox}/cashier/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ prepay_id: prepay }) })).status);
    await page.addInitScript(() => { window.WeixinJSBridge = { invoke: (name, p, done) => window.payAtSandbox(p.package.split('=')[1]).then((s) => done({ err_msg: `get_brand_wcpay_request:${s === 200 ? 'ok' : 'fail'}` })) }; });
    await page.to(`/pay/${number}`);
    await page.getByRole('button', { name: '绑定微信并付款' }).click();
    await page.waitForURL(/connect\/oauth2\/authorize/);
    await page.fill('#nickname', `绑定${Date.now() % 1e7}`);
    await page.locator('button.primary').click();
    await page.waitForURL(new RegExp(`/pay/${number}$`));
    await page.getByRole('button', { name: /^微信支付 · / }).click();
    await page.locator('.state-face.good').waitFor();

    await page.to('/profile');
    await wechat(page).filter({ hasText: '已绑定' }).click();
    await page.getByRole('button', { name: '解除绑定' }).click();
    await page.locator('.van-dialog', { hasText: '会新建另一个账号' }).locator('.van-dialog__confirm').click();
    await page.locator('.toast.good').waitFor();
    await wechat(page).filter({ hasText: '未绑定' }).waitFor();
    assert.equal((await mall.call('GET', '/api/shop/me', undefined, await mall.member(43))).member.has_wechat, false);
  },

  async 'a WeChat of another account is refused with what to do instead; a new one is linked'(scene, mall) {
    const nickname = await signInByWeChat(await scene.open('shop', PHONE), WORDS['zh-CN']), page = await scene.open('shop', { ...PHONE, token: await mall.signedIn(44) });
    mall.later(() => unlinked(mall, 44));
    const begin = async () => {
      await wechat(page).click();
      await page.getByRole('button', { name: '绑定微信' }).click();
      await page.waitForURL(/connect\/oauth2\/authorize/);
    };
    await page.to('/profile');
    await begin();
    await page.locator('a.row', { hasText: nickname }).click();
    await page.waitForURL(/\/profile\?error=wechat_taken&/);
    await page.getByRole('alert').filter({ hasText: '请退出后用微信登录' }).waitFor();
    await begin();
    await page.fill('#nickname', `另一个${Date.now() % 1e7}`);
    await page.locator('button.primary').click();
    await page.locator('.toast.good', { hasText: '已绑定微信' }).waitFor();
    await page.waitForURL(/\/profile$/);
    await wechat(page).filter({ hasText: '已绑定' }).click();
    await page.getByRole('button', { name: '解除绑定' }).waitFor();
  },

  async 'a password that everybody tries is refused at its field, in both apps'(scene, mall) {
    const expect = [/status of 400/], shop = await scene.open('shop', { ...PHONE, token: await mall.member(44), expect }), admin = await scene.open('admin', { ...DESK, token: await mall.staff(), expect });
    await shop.to('/profile');
    await shop.getByRole('button', { name: /^登录密码/ }).click();
    await shop.fill('#own-code', '000000');
    await shop.fill('#fresh', 'password1');
    await shop.getByRole('button', { name: '设置密码' }).click();
    await shop.locator('.field', { has: shop.locator('#fresh') }).getByText('这个密码太常见').waitFor();
    await admin.to('/staff');
    await admin.getByRole('button', { name: '添加员工' }).first().click();
    const at = (label) => admin.locator('.el-form-item', { hasText: label }).locator('input').first();
    await at('登录账号').fill(`p${Date.now() % 1e8}`);
    await at('姓名').fill('新人');
    await at('密码').fill('12345678');
    await admin.getByRole('button', { name: '保存' }).click();
    await admin.locator('.el-form-item', { has: admin.locator('input[type=password]') }).getByText('这个密码太常见').waitFor();
  },

  async 'the story of an order says who did it, by name'(scene, mall) {
    const order = await mall.order(44), clerk = await mall.clerk(`发货的${Date.now() % 1e6}`, ['order:read', 'order:ship']);
    await mall.call('POST', `/api/admin/orders/${order.id}/parcels`, { carrier: 'SF', tracking_number: `SF${Date.now()}` }, clerk.token);
    const { nickname } = (await mall.call('GET', '/api/shop/me', undefined, await mall.member(44))).member;
    const page = await scene.open('admin', { ...DESK, token: await mall.staff() });
    await page.to(`/orders/${order.id}`);
    const story = page.locator('.story');
    await story.getByText(`员工 ${clerk.name}`).waitFor();
    await story.getByText(`买家 ${nickname}`).first().waitFor();
    assert.equal(await story.getByText(/(员工|会员) ?\d+/).count(), 0);
    await page.getByRole('link', { name: nickname, exact: true }).waitFor();
  },
};
