/* The matrix of SKUs: every combination of the options' values, keeping what was written for those that stay. */
import type { Product, ProductForm, SkuForm } from './api';

export interface Row { id?: number; values: string[]; code: string; barcode: string; image: string; price?: number; list_price?: number; cost?: number; weight_g: number; stock?: number; kept?: number }
export interface Option { name: string; values: string[] }
export const SKUS_MAX = 200, OPTIONS_MAX = 3, PRICE_MAX = 1000000000;

export const keyOf = (values: string[]) => JSON.stringify(values);
export const blank = (values: string[]): Row => ({ values, code: '', barcode: '', image: '', weight_g: 0, stock: 0 });

export function combinations(options: Option[]): string[][] {
  return options.filter((o) => o.values.length).reduce<string[][]>((rows, o) => rows.flatMap((r) => o.values.map((v) => [...r, v])), [[]]);
}
export function countOf(options: Option[]): number {
  return options.filter((o) => o.values.length).reduce((n, o) => n * o.values.length, 1);
}
/** To the database two values are one when they differ in case or accents alone. */
export const isSame = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0;
/** The rows of the combinations, those that are there as they are; of the others only the wanted ones: what was deleted stays away. */
export function fitRows(options: Option[], old: Row[], wanted: (values: string[]) => boolean = () => true): Row[] {
  const by = new Map(old.map((r) => [keyOf(r.values), r]));
  return combinations(options).flatMap((values) => by.get(keyOf(values)) ?? (wanted(values) ? [blank(values)] : []));
}
/** Where the values of that option stand in a row: an option without values has no place there. */
export const placeOf = (options: Option[], i: number) => options.slice(0, i).filter((o) => o.values.length).length;

const without = (values: string[], at: number) => values.filter((_, n) => n !== at);

/* Every SKU goes on as the one with the option's first value, with its id and so its stock; the others are new ones at its price. */
function widen(options: Option[], at: number, first: string, old: Row[]): Row[] {
  const by = new Map(old.map((r) => [keyOf(r.values), r]));
  return combinations(options).flatMap((values) => {
    const from = by.get(keyOf(without(values, at)));
    if (!from) return [];
    if (values[at] === first) return [{ ...from, values }];
    return [{ ...blank(values), image: from.image, price: from.price, list_price: from.list_price, cost: from.cost, weight_g: from.weight_g }];
  });
}
/* Rows that now are the same one become the first of them, with all it had: id, stock, codes, prices. The others go. */
function narrow(at: number, old: Row[]): Row[] {
  const kept = new Map<string, Row>();
  for (const r of old) {
    const values = without(r.values, at);
    if (!kept.has(keyOf(values))) kept.set(keyOf(values), { ...r, values });
  }
  return [...kept.values()];
}
/** Other values for one option, and the rows that come of it. */
export function withValues(options: Option[], i: number, values: string[], old: Row[]): { options: Option[]; rows: Row[] } {
  const before = options[i]!.values, at = placeOf(options, i), now = options.map((o, n) => (n === i ? { ...o, values } : o));
  const rows = !before.length && values.length ? widen(now, at, values[0]!, old)
    : before.length && !values.length ? narrow(at, old)
    : fitRows(now, old, (of) => !before.includes(of[at]!));
  return { options: now, rows };
}
/** Another name for a value: the SKUs that have it stay the ones they are. */
export function rename(options: Option[], i: number, from: string, to: string, rows: Row[]) {
  const at = placeOf(options, i), values = options[i]!.values;
  values[values.indexOf(from)] = to;
  for (const r of rows) if (r.values[at] === from) r.values = r.values.map((v, n) => (n === at ? to : v));
}
export function optionsOf(p: Product): Option[] {
  const names = [p.option1, p.option2, p.option3].map((n) => n ?? ''), fields = ['value1', 'value2', 'value3'] as const;
  return names.flatMap((name, i) => (name ? [{ name, values: [...new Set(p.skus.map((s) => s[fields[i]!] ?? ''))].filter(Boolean) }] : []));
}
export function rowsOf(p: Product): Row[] {
  const n = optionsOf(p).length;
  return p.skus.map((s) => ({ id: s.id, values: [s.value1 ?? '', s.value2 ?? '', s.value3 ?? ''].slice(0, n), code: s.code ?? '', barcode: s.barcode ?? '', image: s.image ?? '', price: s.price, list_price: s.list_price, cost: s.cost, weight_g: s.weight_g, kept: s.stock }));
}
export function skuForms(rows: Row[]): ProductForm['skus'] {
  return rows.map((r): SkuForm => ({
    ...(r.id ? { id: r.id } : { stock: r.stock ?? 0 }),
    ...(r.values[0] ? { value1: r.values[0] } : {}), ...(r.values[1] ? { value2: r.values[1] } : {}), ...(r.values[2] ? { value3: r.values[2] } : {}),
    ...(r.code ? { code: r.code } : {}), ...(r.barcode ? { barcode: r.barcode } : {}), ...(r.image ? { image: r.image } : {}),
    price: r.price ?? 0, ...(r.list_price ? { list_price: r.list_price } : {}), ...(r.cost !== undefined ? { cost: r.cost } : {}), weight_g: r.weight_g,
  }));
}
