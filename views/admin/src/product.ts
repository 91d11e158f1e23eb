/* A product as one edits it, and as the server takes it. */
import type { Product, ProductForm } from './api';
import type { Parameter } from './components/ParametersInput.vue';
import { skuForms, type Option, type Row } from './matrix';

export interface Form {
  title: string; subtitle: string; category_id?: number; brand_id?: number; images: string[]; video: string; tags: string[]; parameters: Parameter[];
  detail: string; unit: string; minimum: number; purchase_max?: number;
}
export const blankForm = (): Form => ({ title: '', subtitle: '', category_id: undefined, brand_id: undefined, images: [], video: '', tags: [], parameters: [], detail: '', unit: '', minimum: 1, purchase_max: undefined });

export function formOf(p: Product): Form {
  return {
    title: p.title ?? '', subtitle: p.subtitle ?? '', category_id: p.category_id, brand_id: p.brand_id, images: p.images.length ? p.images.map((i) => i.path) : p.image ? [p.image] : [], video: p.video ?? '',
    tags: p.tags.map((x) => x.word), parameters: p.parameters.map(({ name, value }) => ({ name, value })), detail: p.detail ?? '', unit: p.unit ?? '', minimum: p.minimum, purchase_max: p.purchase_max,
  };
}
export function bodyOf(f: Form, options: Option[], rows: Row[]): ProductForm {
  return {
    category_id: f.category_id!, title: f.title.trim(), subtitle: f.subtitle.trim(), image: f.images[0] ?? '', images: f.images.map((path) => ({ path })), detail: f.detail, unit: f.unit.trim(), minimum: f.minimum,
    video: f.video.trim(), tags: f.tags.map((word) => ({ word })), parameters: f.parameters.map((p) => ({ name: p.name.trim(), value: p.value.trim() })), ...(f.brand_id ? { brand_id: f.brand_id } : {}),
    ...(f.purchase_max ? { purchase_max: f.purchase_max } : {}), option1: options[0]?.name.trim() ?? '', option2: options[1]?.name.trim() ?? '', option3: options[2]?.name.trim() ?? '', skus: skuForms(rows),
  };
}
