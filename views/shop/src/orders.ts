/* What a buyer does to an order, from the list and from its page; and how many of them wait. */
import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { api, must, Problem, type Order, type OrderCounts } from './api';
import { useCart } from './stores/cart';
import { say, sure, useAct, useWords } from './use';

/** Beside the words of a tab: a list is there without them too. */
export function useCounts() {
  const counts = shallowRef<OrderCounts | null>(null);
  async function count() { counts.value = await must(api.GET('/api/shop/orders/counts')).catch(() => counts.value); }
  return { counts, count };
}
export const countText = (n: number) => (n > 99 ? '99+' : String(n));

/** The same goods into the cart once more, as far as they are still sold. */
export function useBuyAgain() {
  const { t } = useWords(), { busy, act } = useAct(), cart = useCart(), router = useRouter();
  async function again(order: Pick<Order, 'lines'>) {
    const missed = await act(async () => {
      let refused = 0;
      for (const { sku_id, quantity } of order.lines) {
        try {
          await must(api.POST('/api/shop/cart/lines', { body: { sku_id, quantity } }));
        } catch (e) {
          if (!(e instanceof Problem) || ![400, 404, 409, 422].includes(e.status)) throw e;
          refused++;
        }
      }
      if (refused < order.lines.length) await cart.load();
      return refused;
    });
    if (missed === undefined) return;
    if (missed === order.lines.length) { say(t('order.againNone'), 'bad'); return; }
    if (missed) say(t('order.againSome', { n: missed }, missed));
    await router.push('/cart');
  }
  return { busy, again };
}

export function useOrderActs(changed: () => void) {
  const { t } = useWords();
  const { busy, act } = useAct();
  const cancelling = ref('');
  async function receive(number: string) {
    if (!(await sure(t('order.sureReceive'), t('order.sureReceiveHint'), t('order.receive'), t('act.cancel')))) return;
    const got = await act((key) => must(api.POST('/api/shop/orders/{number}/receive', { params: { path: { number }, header: { 'Idempotency-Key': key } } })), ['receive', number]);
    if (got) say(t('order.received'), 'good');
    changed();
  }
  async function extend(number: string) {
    if (!(await sure(t('order.sureExtend'), t('order.sureExtendHint'), t('order.extend'), t('act.cancel')))) return;
    const got = await act((key) => must(api.POST('/api/shop/orders/{number}/extend-receipt', { params: { path: { number }, header: { 'Idempotency-Key': key } } })), ['extend', number]);
    if (got) say(t('order.extended'), 'good');
    changed();
  }
  async function cancel(number: string, reason: string) {
    const got = await act(() => must(api.POST('/api/shop/orders/{number}/cancel', { params: { path: { number } }, body: { reason } })), ['cancel', number]);
    if (got) say(t(got.state === 'CANCELLED' ? 'order.cancelled' : 'order.cancelPending'), got.state === 'CANCELLED' ? 'good' : 'plain');
    cancelling.value = '';
    changed();
  }
  return { busy, receive, extend, cancel, cancelling };
}
