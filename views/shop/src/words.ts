import { said } from '@micromall/shared/time';

type T = (key: string, named?: Record<string, unknown>) => string;

export function soldText(t: T, n: number): string {
  return n >= 20000 ? t('goods.soldMany', { n: Math.floor(n / 10000) }) : t('goods.sold', { n });
}

export function timeText(t: T, at: string): string {
  const s = said(at);
  if (s.key === 'plain') return s.text;
  return s.key === 'justNow' ? t('time.justNow') : s.key === 'minutesAgo' ? t('time.minutesAgo', { n: s.n }) : t('time.today', { clock: s.clock });
}

/** What the sum of an order is to its buyer: owed, paid, or neither. */
export function sumWord(o: { state?: string; paid_amount: number }): string {
  return o.paid_amount > 0 ? 'order.paid' : o.state === 'UNPAID' || o.state === 'TO_COLLECT' || o.state === 'DEPOSIT_PAID' ? 'order.toPay' : 'order.sum';
}

/** One colour per state, everywhere. */
export function stateTone(state: string): string {
  if (['UNPAID', 'DEPOSIT_PAID', 'WAIT_GROUP', 'TO_COLLECT'].includes(state)) return 'warning';
  if (['PAID', 'SHIPPED_PART', 'SHIPPED'].includes(state)) return 'info';
  if (['COMPLETED', 'SETTLED'].includes(state)) return 'success';
  return ['REFUNDING', 'CANCELLING'].includes(state) ? 'danger' : 'quiet';
}
