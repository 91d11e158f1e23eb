// Linking a WeChat: who it is who asks, and the way back to what he was about to pay.
import { ANDROID, PHONE } from './browser.mjs';

const IN_WECHAT = { ...PHONE, userAgent: `${ANDROID} MicroMessenger/8.0.50` };
const unlinked = async (mall, n) => mall.call('POST', '/api/shop/me/wechat/unlink', undefined, await mall.member(n));

export const tests = {
  async 'who says no at WeChat is back at the cashier; who is refused there finds his order from the profile'(scene, mall) {
    const { number } = await mall.order(46, { unpaid: true }), page = await scene.open('shop', { ...IN_WECHAT, token: await mall.signedIn(46) });
    const backWith = async (answer) => {
      await page.getByRole('button', { name: '绑定微信并付款' }).click();
      await page.waitForURL(/connect\/oauth2\/authorize/);
      const asked = new URL(page.url()).searchParams;
      await page.goto(`${asked.get('redirect_uri')}?${answer}state=${asked.get('state')}`);
    };
    await page.to(`/pay/${number}`);
    await backWith('');
    await page.waitForURL(new RegExp(`/pay/${number}$`));
    await backWith('code=unheard&');
    await page.waitForURL(/\/profile\?error=wechat_code_bad&/);
    await page.getByRole('alert').filter({ hasText: '绑定未完成' }).waitFor();
    await page.getByRole('link', { name: '返回订单付款' }).click();
    await page.waitForURL(new RegExp(`/pay/${number}$`));
    await page.getByRole('button', { name: '绑定微信并付款' }).waitFor();
  },

  async 'inside WeChat, who signed in long ago proves that it is he, links it, and is back at the cashier'(scene, mall) {
    const { number } = await mall.order(46, { unpaid: true }), token = await mall.signedIn(46, 301);
    mall.later(() => unlinked(mall, 46));
    mall.sql("UPDATE phone_code SET sent_at = '2020-01-01'");
    const page = await scene.open('shop', { ...IN_WECHAT, token, expect: [/status of 400/] });
    await page.to(`/pay/${number}`);
    await page.getByRole('button', { name: '绑定微信并付款' }).click();
    await page.waitForURL(/\/profile\?return=/);
    const form = page.locator('form', { has: page.locator('#own-code') }), link = form.getByRole('button', { name: '绑定微信' });
    await page.fill('#own-code', '00000x');
    await link.click();
    await form.locator('.wrong').waitFor();
    await form.getByRole('button', { name: '获取验证码' }).click();
    await page.locator('.toast.good', { hasText: '验证码已发送' }).waitFor();
    const sent = JSON.stringify(await (await fetch(`${mall.sandbox}/sms.json?phone=16000000046`)).json()), code = sent.match(/"code":"(\d{6})"/)[1];
    await page.fill('#own-code', code);
    await link.click();
    await page.waitForURL(/connect\/oauth2\/authorize/);
    await page.fill('#nickname', `绑定${Date.now() % 1e7}`);
    await page.locator('button.primary').click();
    await page.waitForURL(new RegExp(`/pay/${number}$`));
    await page.getByRole('button', { name: /^微信支付 · / }).waitFor();
  },
};
