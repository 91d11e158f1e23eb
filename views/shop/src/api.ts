import { createApi, must } from '@micromall/shared/client';
import type { components } from '@micromall/shared/api';
import { language } from './i18n';

/** Of the session; the store of it keeps it up to date. */
export const csrf = { token: '' };
export const api = createApi({ language, csrf: () => csrf.token });
export { must };
export { Problem, newKey } from '@micromall/shared/client';

type Schemas = components['schemas'];
export type ProductCard = Schemas['product_card'];
export type Product = Schemas['product_detail'];
export type Sku = Schemas['sku_choice'];
export type Home = Schemas['home_view'];
export type Brand = Schemas['brand_card'];
export type Category = Schemas['category_level1'];
export type Cart = Schemas['cart'];
export type CartLine = Schemas['cart_line_row'];
export type Checkout = Schemas['checkout'];
export type Order = Schemas['order_of_buyer'];
export type OrderCard = Schemas['order_card'];
export type OrderDetail = Schemas['order_detail'];

/** A picture of the shop, as a path on this host; nothing for a picture of somebody else's. */
export function mediaUrl(path?: string | null): string {
  if (!path) return '';
  if (/^[a-z]+:/i.test(path) || path.startsWith('//')) return path.startsWith(`${location.origin}/`) ? path : '';
  return path.startsWith('/') ? path : `/media/${path}`;
}
