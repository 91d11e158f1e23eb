/* What a buyer does to an order, from the list and from its page. */
import { ref } from 'vue';
import { api, must } from './api';
import { say, sure, useAct, useWords } from './use';

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
