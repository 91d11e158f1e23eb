/* The matrix of SKUs: every combination of the options' values, keeping what was written for those that stay. */
import type { Product, ProductForm, SkuForm } from './api';

export interface Row { id?: number; values: string[]; code: string; barcode: string; image: string; price?: number; list_price?: number; cost?: number; weight_g: number; stock?: number; kept?: number }
export interface Option { name: string; values: string[] }
export const SKUS_MAX = 200, OPTIONS_MAX = 3;

export const keyOf = (values: string[]) => JSON.stringify(values);
export const blank = (values: string[]): Row => ({ values, code: '', barcode: '', image: '', weight_g: 0, stock: 0 });

export function combinations(options: Option[]): string[][] {
  return options.filter((o) => o.values.length).reduce<string[][]>((rows, o) => rows.flatMap((r) => o.values.map((v) => [...r, v])), [[]]);
}
export function countOf(options: Option[]): number {
  return options.filter((o) => o.values.length).reduce((n, o) => n * o.values.length, 1);
}
export function fitRows(options: Option[], old: Row[]): Row[] {
  const by = new Map(old.map((r) => [keyOf(r.values), r]));
  return combinations(options).map((values) => {
    const same = by.get(keyOf(values));
    if (same) return same;
    /* An option more or less: prices and weight carry over; the SKU itself is another, with a stock of its own. */
    const near = old.find((r) => r.values.length !== values.length && r.values.every((v) => values.includes(v)));
    return near ? { ...blank(values), price: near.price, list_price: near.list_price, cost: near.cost, weight_g: near.weight_g } : blank(values);
  });
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
