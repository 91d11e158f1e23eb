import { createApi } from '@micromall/shared/client';
import type { components } from '@micromall/shared/api';
import { language } from './i18n';

/** Of the session; the store of it keeps it up to date. */
export const csrf = { token: '' };
export const api = createApi({ language, csrf: () => csrf.token });
export { mediaUrl, must, newKey, Problem, retryAfter } from '@micromall/shared/client';

type Schemas = components['schemas'];
export type ProductCard = Schemas['product_card'];
export type Product = Schemas['product_detail'];
export type Sku = Schemas['sku_choice'];
export type Home = Schemas['home_view'];
export type Identity = Schemas['identity_view'];
export type Banner = Schemas['banner_card'];
export type Announcement = Schemas['announcement_card'];
export type Article = Schemas['article_view'];
export type Brand = Schemas['brand_card'];
export type Category = Schemas['category_level1'];
export type Cart = Schemas['cart'];
export type CartLine = Schemas['cart_line_row'];
export type Checkout = Schemas['checkout'];
export type Order = Schemas['order_of_buyer'];
export type OrderCard = Schemas['order_card'];
export type OrderCounts = Schemas['order_counts_of_buyer'];
export type OrderDetail = Schemas['order_detail'];

/** Where a banner or an announcement leads. */
export function targetPath(one: { target_kind?: string; target_id?: number }): string {
  if (!one.target_id) return '';
  return one.target_kind === 'PRODUCT' ? `/product/${one.target_id}` : one.target_kind === 'CATEGORY' ? `/products?category=${one.target_id}` : one.target_kind === 'ARTICLE' ? `/articles/${one.target_id}` : '';
}
