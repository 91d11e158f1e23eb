/* A colleague saved while one was writing: three readings of a form - as it was loaded, as it is typed, as it is now
 * kept - become one. What only he changed is taken, what only I changed stays, and what both changed is chosen at its
 * field (ClashField.vue); until then what I typed stands there, and nothing is saved.
 *
 * A field is what one fills in by itself. The members of an object are fields, by their paths: "texts.en.title". A list
 * is one: whoever changed its third line meant it beside the second (pictures, parameters, permissions, picked goods).
 * So is what a form names `whole`: a target of a kind and an id, the specifications of a product. */
import { computed, inject, provide, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { say18n } from './i18n';

/** A value as it is told: in words, or as pictures. */
export type Told = string | { images: string[] };
export interface Clash { path: string; label: string; told: Told; his: unknown; mine: unknown; taken: boolean; chosen?: 'his' | 'mine' }
export interface Words<F> {
  /** Its name on the page. None when it goes without saying, or does not stand there any more: I took it away, and that stays. */
  label(path: string): string;
  /** Asked when the page has been loaded anew; `was` is what stood there before. Words and numbers are told as they are. */
  told?(path: string, value: unknown, was: unknown): Told | undefined;
  whole?: readonly string[];
  /** What of a value is compared: the ids of things, not their titles. */
  plain?(path: string, value: unknown): unknown;
  /** I changed it too, in a way that its value does not show. */
  also?(path: string, was: F, mine: F, now: F): boolean;
  /** Where on the page it stands, when not at the data-field of its name. */
  place?(path: string): string;
}
interface Chooser { rows: ComputedRef<Clash[]>; place(path: string): string; pick(row: Clash, whose: 'his' | 'mine'): void }
const KEY = Symbol('clash') as InjectionKey<Chooser>;
export const useChooser = () => inject(KEY)!;

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const copy = <T>(v: T): T => (Array.isArray(v) ? v.map(copy) : isObject(v) ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, copy(x)])) : v) as T;
/* Nothing, an empty text and an absent member are the same to who fills in a form. */
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** The fields of a form, by their paths. */
export function fieldsOf(form: object, whole: readonly string[] = [], above = ''): Map<string, unknown> {
  return new Map(Object.entries(form).flatMap(([name, value]) => {
    const path = above + name;
    return isObject(value) && !whole.includes(path) ? [...fieldsOf(value, whole, `${path}.`)] : [[path, value] as [string, unknown]];
  }));
}
function put(form: object, path: string, value: unknown) {
  const names = path.split('.'), last = names.pop()!;
  let at = form as Record<string, unknown>;
  for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
  at[last] = copy(value);
}
/** HTML and long texts, as one tells of them. */
export const plainText = (html: unknown) => new DOMParser().parseFromString(String(html ?? ''), 'text/html').body.textContent?.trim() ?? '';
/** A list, by what came to it and what went; when only the order is another one, whole. */
export function listTold(now: string[], was: string[]): string {
  const comma = say18n('list.comma'), more = now.filter((x) => !was.includes(x)), less = was.filter((x) => !now.includes(x));
  return [...(more.length ? [say18n('form.clashMore', { list: more.join(comma) })] : []), ...(less.length ? [say18n('form.clashLess', { list: less.join(comma) })] : [])].join(say18n('list.semicolon')) || now.join(comma);
}

export function useClash<F extends object>(form: () => F, restore: (form: F) => void, fields: Ref<Record<string, string>>, words: Words<F>) {
  const rows = ref([]) as Ref<Clash[]>, place = words.place ?? ((path: string) => path), plain = words.plain ?? ((_: string, value: unknown) => value);
  const told = (path: string, value: unknown, was: unknown): Told => words.told?.(path, value, was) ?? (Array.isArray(value) ? listTold(value.map(String), (was as unknown[] ?? []).map(String)) : String(value ?? ''));
  /* What is told of both alike differs in what is not told: links, pictures in a text, its form. */
  const apart = (his: Told, own: Told): Told => (typeof his === 'string' && his === own ? [his, say18n('form.clashUnseen')].filter(Boolean).join('\n') : his);
  function clear() { rows.value = []; }
  /** Whether nothing is left to choose. */
  function meet(was: F, now: F): boolean {
    const mine = form(), merged = copy(mine), [before, typed, kept] = [was, mine, now].map((one) => fieldsOf(one, words.whole)) as [Map<string, unknown>, Map<string, unknown>, Map<string, unknown>];
    const differ = (path: string, a: Map<string, unknown>, b: Map<string, unknown>) => !same(plain(path, a.get(path)), plain(path, b.get(path)));
    rows.value = [...new Set([...before.keys(), ...kept.keys()])].flatMap((path) => {
      if (!differ(path, before, kept) || !differ(path, typed, kept)) return [];
      const taken = !differ(path, before, typed) && !words.also?.(path, was, mine, now), his = kept.get(path) ?? (typeof before.get(path) === 'string' ? '' : undefined);
      const label = words.label(path), own = typed.get(path);
      if (taken) put(merged, path, his);
      else if (!label) return [];
      return [{ path, label, told: taken ? told(path, his, before.get(path)) : apart(told(path, his, before.get(path)), told(path, own, before.get(path))), his, mine: own, taken }];
    });
    restore(merged);
    return rows.value.every((r) => r.taken);
  }
  function pick(row: Clash, whose: 'his' | 'mine') {
    const now = copy(form());
    if (whose === 'his' && row.chosen !== 'his') row.mine = fieldsOf(now, words.whole).get(row.path);
    if (whose === 'his' || row.chosen === 'his') { put(now, row.path, whose === 'his' ? row.his : row.mine); restore(now); }
    row.chosen = whose;
    fields.value = Object.fromEntries(Object.entries(fields.value).filter(([field]) => field !== place(row.path)));
  }
  /** What is still to be chosen, as complaints of a form. Whoever has written on there has read what is beside it. */
  function unchosen(): Record<string, string> {
    const now = fieldsOf(form(), words.whole), open = rows.value.filter((r) => !r.taken && !r.chosen);
    for (const r of open) if (!same(plain(r.path, now.get(r.path)), plain(r.path, r.mine))) r.chosen = 'mine';
    return Object.fromEntries(open.filter((r) => !r.chosen).map((r) => [place(r.path), say18n('form.choose')]));
  }
  /** The fields that are now as he left them, by their names. */
  const taken = () => rows.value.filter((r) => r.taken && r.label).map((r) => r.label).join(say18n('list.comma'));
  provide(KEY, { rows: computed(() => rows.value), place, pick });
  return { clear, meet, unchosen, taken };
}
