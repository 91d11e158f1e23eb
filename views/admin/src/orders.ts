/* What staff may do to an order, by its state. The server has the last word. */
import { moneyText } from '@micromall/shared/money';
import { api, must, type OrderDetail, type OrderLine, type Problem } from './api';
import { explain, say, signInAgain, useWords } from './use';

interface Standing { state?: string; lines: OrderLine[] }
export const leftOf = (line: OrderLine) => Math.max(0, line.quantity - line.shipped_quantity - line.refunded_quantity);
export const canShip = (o: Standing) => (o.state === 'PAID' || o.state === 'SHIPPED_PART') && o.lines.some((l) => leftOf(l) > 0);
export const canCancel = (o: Standing) => o.state === 'UNPAID' || o.state === 'PAID';

export const canReprice = (o: Standing) => o.state === 'UNPAID';
export const canRedirect = (o: Standing) => ['UNPAID', 'TO_COLLECT', 'DEPOSIT_PAID', 'WAIT_GROUP', 'PAID'].includes(o.state ?? '');

export const paymentTone = (state?: string) => (state === 'SUCCEEDED' ? 'success' : state === 'NEW' || state === 'PENDING' ? 'warning' : 'quiet');
export const refundTone = (state?: string) => (state === 'ABNORMAL' ? 'danger' : state === 'WAITING' || state === 'SENT' ? 'warning' : 'success');

export const CARRIERS = ['SF', 'ZTO', 'YTO', 'STO', 'YD', 'JTSD', 'JD', 'EMS', 'DBL', 'YZPY'] as const;
export type Carrier = (typeof CARRIERS)[number];

/** An act that came too late, since somebody else has moved the order on: how it stands now is said, and `over` closes what
 *  was open for it. */
export function useTooLate(order: { id: number; number?: string }, over: (now: OrderDetail) => void) {
  const { t, word } = useWords();
  async function look() {
    try {
      const now = await must(api.GET('/api/admin/orders/{id}', { params: { path: { id: order.id } } })), state = word('orderState', now.order.state);
      say(t('order.tooLate', { number: order.number ?? '', state: now.order.state === 'UNPAID' ? `${state} · ${moneyText(now.order.pay_amount)}` : state }), 'error');
      over(now);
    } catch (e) { if (!(await signInAgain(e))) say(explain(e), 'error'); }
  }
  /** True when it is one: it is seen to. */
  return (p: Problem, ...codes: string[]): boolean => {
    const late = ['order_state', 'order_quantity', ...codes].includes(p.code);
    if (late) void look();
    return late;
  };
}
