import type { components, paths } from '@micromall/shared/api';
import { createApi, must } from '@micromall/shared/client';
import { language } from './i18n';

/** Of the session; the store of it keeps it up to date. */
export const csrf = { token: '' };
export const api = createApi({ language, csrf: () => csrf.token });
export { must };
export { newKey, Problem } from '@micromall/shared/client';

type Schemas = components['schemas'];
export type Staff = Schemas['staff_entry'];
export type Role = Schemas['role_entry'];
export type Member = Schemas['member_entry'];
export type Order = Schemas['order_of_shop'];
export type OrderRow = Schemas['order_row_for_staff'];
export type OrderLine = Schemas['order_line_card'];
export type OrderDetail = Schemas['order_detail_for_staff'];
export type ParcelForm = Schemas['parcel_form'];
export type ProductLine = Schemas['product_staff_line'];
export type Product = Schemas['product_staff'];
export type ProductForm = Schemas['product_create_form'];
export type SkuForm = Schemas['sku_form'];
export type Category = Schemas['category_staff'];
export type Brand = Schemas['brand_staff'];
export type Slip = Schemas['slip_card'];
export type Outcome = Schemas['outcome_card'];
export type Movement = Schemas['stock_movement_view'];
export type Exception = Schemas['exception_card'];
export type Job = Schemas['job_card'];
export type Dashboard = Schemas['dashboard_view'];
export type Figures = Schemas['figures_view'];
export type Findings = Schemas['findings_view'];
export type Media = Schemas['media_staff'];
export type MediaUse = Schemas['media_use_view'];
export type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;

/** A picture of the shop, as a path on this host; nothing for a picture of somebody else's. */
export function mediaUrl(path?: string | null): string {
  if (!path) return '';
  if (/^[a-z]+:/i.test(path) || path.startsWith('//')) return path.startsWith(`${location.origin}/`) ? path : '';
  return path.startsWith('/') ? path : `/media/${path}`;
}
