/* What leads to WeChat: its own window for paying, inside WeChat, and the way over its page to link an account. */
import { api, must, type Problem } from './api';

interface Bridge { invoke(name: string, params: unknown, done: (answer: { err_msg?: string }) => void): void }
declare global { interface Window { WeixinJSBridge?: Bridge } }

const WAIT_MS = 4000;

function bridge(): Promise<Bridge | null> {
  if (window.WeixinJSBridge) return Promise.resolve(window.WeixinJSBridge);
  return new Promise((done) => {
    const timer = window.setTimeout(() => done(null), WAIT_MS);
    document.addEventListener('WeixinJSBridgeReady', () => { clearTimeout(timer); done(window.WeixinJSBridge ?? null); }, { once: true });
  });
}

/** What it says is a hint only: the order is asked for in any case. */
export async function payInWeChat(params: unknown): Promise<'done' | 'cancelled' | 'failed' | 'absent'> {
  const b = await bridge();
  if (!b) return 'absent';
  return new Promise((done) => b.invoke('getBrandWCPayRequest', params, ({ err_msg = '' }) => done(err_msg.endsWith(':ok') ? 'done' : err_msg.endsWith(':cancel') ? 'cancelled' : 'failed')));
}

/** Over WeChat's page, and back to a path of this shop, linked; or to the profile, which says why not. */
export async function linkWeChat(back: string, proof: { old_password?: string; old_code?: string } = {}) {
  location.assign((await must(api.POST('/api/shop/me/wechat', { body: { return: back, ...proof } }))).url ?? back);
}
/** Who did not sign in just now proves first that it is he: the profile asks for it. */
export const wantsProof = (p: Problem) => p.code === 'old_code_wrong' || p.code === 'sign_in_failed';

/** The attempt last begun for an order, to ask WeChat about on return. */
export const attempt = {
  keep(order: string, payment: string) { try { sessionStorage.setItem(`mm.pay.${order}`, payment); } catch { /* asks the order alone */ } },
  of(order: string) { try { return sessionStorage.getItem(`mm.pay.${order}`); } catch { return null; } },
};
