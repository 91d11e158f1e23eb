/* What staff may do to an order, by its state. The server has the last word. */
import type { OrderLine } from './api';

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
