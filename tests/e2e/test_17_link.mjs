// A buyer who signed in by phone links his WeChat, at the cashier and in his profile.
import assert from 'node:assert/strict';
import { ANDROID, PHONE } from './browser.mjs';
import { signInByWeChat, WORDS } from './buying.mjs';

const IN_WECHAT = { ...PHONE, userAgent: `${ANDROID} MicroMessenger/8.0.50` };
const wechat = (page) => page.getByRole('button', { name: /^微信/ });

export const tests = {
  async 'inside WeChat, who signed in by phone links it at the cashier, pays in its window, and unlinks it'(scene, mall) {
    const { number } = await mall.order(43, { unpaid: true }), page = await scene.open('shop', { ...IN_WECHAT, token: await mall.member(43) });
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
    await page.locator('.van-dialog__confirm').click();
    await page.locator('.toast.good').waitFor();
    await wechat(page).filter({ hasText: '未绑定' }).waitFor();
    assert.equal((await mall.call('GET', '/api/shop/me', undefined, await mall.member(43))).member.has_wechat, false);
  },

  async 'a WeChat of another account is refused with what to do instead; a new one is linked'(scene, mall) {
    const nickname = await signInByWeChat(await scene.open('shop', PHONE), WORDS['zh-CN']), page = await scene.open('shop', { ...PHONE, token: await mall.member(44) });
    const begin = async () => {
      await wechat(page).click();
      await page.getByRole('button', { name: '绑定微信' }).click();
      await page.waitForURL(/connect\/oauth2\/authorize/);
    };
    await page.to('/profile');
    await begin();
    await page.locator('a.row', { hasText: nickname }).click();
    await page.waitForURL(/\/profile\?error=wechat_taken$/);
    await page.getByRole('alert').filter({ hasText: '请退出后用微信登录' }).waitFor();
    await begin();
    await page.fill('#nickname', `另一个${Date.now() % 1e7}`);
    await page.locator('button.primary').click();
    await page.locator('.toast.good', { hasText: '已绑定微信' }).waitFor();
    await page.waitForURL(/\/profile$/);
    await wechat(page).filter({ hasText: '已绑定' }).click();
    await page.getByRole('button', { name: '解除绑定' }).waitFor();
    await mall.call('POST', '/api/shop/me/wechat/unlink', undefined, await mall.member(44));
  },
};
