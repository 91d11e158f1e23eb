/* A product as one edits it, and as the server takes it. */
import type { Product, ProductForm } from './api';
import type { Parameter } from './components/ParametersInput.vue';
import { optionsOf, rowsOf, skuForms, type Option, type Row } from './matrix';

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

/* ---- the whole of it as one form (clash.ts) ----
 * Each figure of a SKU that the shop has is a field, by the SKU's id. Which SKUs there are, and what makes them the ones they
 * are, is one: a combination means nothing without the others. Stock is not in it: it has a way of its own to change. */
const FIGURES = ['price', 'list_price', 'cost', 'code', 'barcode', 'weight_g', 'image'] as const;
type Figures = Pick<Row, (typeof FIGURES)[number]>;
export interface Whole extends Form { specs: { options: Option[]; rows: Row[] }; sku: Record<number, Figures> }

const figuresOf = (r: Row) => Object.fromEntries(FIGURES.map((f) => [f, r[f]])) as unknown as Figures;
export function wholeOf(form: Form, options: Option[], rows: Row[]): Whole {
  return { ...form, specs: { options, rows: rows.map((r) => ({ ...r, kept: undefined })) }, sku: Object.fromEntries(rows.flatMap((r) => (r.id ? [[r.id, figuresOf(r)]] : []))) };
}
export const wholeOfProduct = (p: Product) => wholeOf(formOf(p), optionsOf(p), rowsOf(p));
/** What is typed, and what of it the shop has now: a SKU that is gone would be a new one, without stock. */
export function partsOf({ specs, sku, ...form }: Whole, now: Product | null): { form: Form; options: Option[]; rows: Row[] } {
  const stock = new Map(now?.skus.map((s) => [s.id, s.stock]));
  return { form, options: specs.options, rows: specs.rows.map(({ id, ...r }) => (id === undefined ? r : stock.has(id) ? { id, ...r, ...sku[id], kept: stock.get(id) } : { ...r, ...sku[id], stock: 0 })) };
}
/** Of two products, or of a product and a form: whether they are the same SKUs. */
export const specsPlain = ({ options, rows }: Whole['specs']) => ({ options, rows: rows.map((r) => (r.id ? { id: r.id, values: r.values } : r)) });
/** The SKUs he took away while I wrote of them. */
export function lostFigures(was: Whole, mine: Whole, now: Whole): number[] {
  const left = new Set(now.specs.rows.map((r) => r.id));
  return Object.keys(was.sku).map(Number).filter((id) => !left.has(id) && mine.sku[id] && JSON.stringify(was.sku[id]) !== JSON.stringify(mine.sku[id]));
}
