/* The figures of a day: their names, their units, and how two days compare. */
import { moneyText } from '@micromall/shared/money';
import type { Figures } from './api';

export type Unit = 'money' | 'count' | 'percent';
export type Measure = 'paid_amount' | 'paid_orders' | 'average' | 'conversion_basis_points' | 'visitors' | 'views' | 'new_members' | 'refunded_amount';

/** out: money that goes out, of which more is no success. */
export const MEASURES: { name: Measure; unit: Unit; out?: boolean }[] = [
  { name: 'paid_amount', unit: 'money' }, { name: 'paid_orders', unit: 'count' }, { name: 'average', unit: 'money' }, { name: 'conversion_basis_points', unit: 'percent' },
  { name: 'visitors', unit: 'count' }, { name: 'views', unit: 'count' }, { name: 'new_members', unit: 'count' }, { name: 'refunded_amount', unit: 'money', out: true },
];

export const valueOf = (f: Figures, name: Measure): number | null => f[name] ?? null;

const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

export function valueText(value: number | null, unit: Unit): string {
  if (value === null) return '—';
  return unit === 'money' ? moneyText(value).replace(/ /g, '\u00a0') : unit === 'percent' ? `${(value / 100).toFixed(2)}%` : grouped(value);
}

/** Short, as beside an axis: yuan without fen, and ten thousands as this language counts them. */
export function shortText(value: number, unit: Unit, language: string): string {
  const n = unit === 'count' ? value : value / 100, sign = unit === 'money' ? '¥' : '';
  if (unit === 'percent') return `${Number(n.toFixed(2))}%`;
  const [by, word] = language === 'en' ? [1000, 'k'] : [10000, language === 'zh-TW' ? '萬' : '万'];
  return n >= by ? `${sign}${Number((n / by).toFixed(1))}${word}` : `${sign}${grouped(Math.round(n * 100) / 100)}`;
}

export type Change = { kind: 'none' } | { kind: 'same' } | { kind: 'up' | 'down'; text: string };

/** Against what it was: nothing to say when there was nothing. */
export function changeOf(now: number | null, before: number | null): Change {
  if (now === null || before === null || before === 0) return { kind: 'none' };
  const tenths = Math.round(((now - before) / before) * 1000);
  return tenths === 0 ? { kind: 'same' } : { kind: tenths > 0 ? 'up' : 'down', text: `${(Math.abs(tenths) / 10).toFixed(1)}%` };
}
