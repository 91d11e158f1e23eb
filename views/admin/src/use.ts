/* What pages share: loading with states, acts that happen once, filters in the address. Forms: form.ts. */
import { asking } from '@micromall/shared/asking';
import { said } from '@micromall/shared/time';
import { ElMessage } from 'element-plus/es/components/message/index.mjs';
import 'element-plus/es/components/message/style/css';
import { computed, h, reactive, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRoute, useRouter, type LocationQueryRaw, type RouteLocationNormalized } from 'vue-router';
import { Problem } from './api';
import { say18n } from './i18n';
import { router } from './router';
import { useSession } from './stores/session';

export function say(text: string, kind: 'success' | 'error' | 'info' = 'success') {
  ElMessage({ message: text, type: kind, duration: kind === 'error' ? 6000 : kind === 'info' ? 4000 : 2500, showClose: kind === 'error', grouping: true });
}

/** What was done, with a way back while it is seen. back: whether it was undone; if not, it is offered again where one still is. */
export function offer(text: string, label: string, back: () => Promise<boolean>) {
  const { path } = router.currentRoute.value;
  async function go() {
    shown.close();
    if (!(await back()) && router.currentRoute.value.path === path) offer(text, label, back);
  }
  const shown = ElMessage({
    message: h('span', { class: 'offer' }, [text, h('button', { type: 'button', onClick: () => void go() }, label)]),
    type: 'success', duration: 10000, showClose: true,
  });
}

/* ---- a session that is over: sign in again, and come back to this very page ---- */
export async function signInAgain(e: unknown): Promise<boolean> {
  if (!(e instanceof Problem)) return false;
  const session = useSession(), here = router.currentRoute.value;
  /* What one may do can change while one works: the menu and the page follow. */
  if (e.status === 403) await session.settle(true).catch(() => undefined);
  if (e.code !== 'unauthenticated' || here.meta.bare) return false;
  session.forget();
  await router.replace({ path: '/sign-in', query: { return: here.fullPath } });
  return true;
}

const ask = asking({
  t: say18n, signInAgain,
  own: (p) => (p.code === 'conflict' ? say18n('error.conflict') : undefined),
  fail: (words, p) => say(p?.requestId && p.status >= 500 ? `${words} ${say18n('error.requestId', { id: p.requestId })}` : words, 'error'),
});
export const { explain, useAct } = ask;
/* What is wrong with a new password is said at its field. */
export const isPassword = (p: Problem): boolean => p.code === 'password_weak' || p.code === 'password_common';
export const requestId = (e: unknown): string => (e instanceof Problem ? e.requestId : '');

export interface Loaded<T> { data: T | null; error: unknown; loading: boolean; slow: boolean; load(): Promise<void> }
export function useLoad<T>(what: () => Promise<T>, options: { now?: boolean } = {}): Loaded<T> {
  return reactive(ask.useLoad(what, options)) as Loaded<T>;
}

/* ---- a list: its filters and its page stand in the address ---- */
type Filters = Record<string, string | undefined>;
interface Page<T> { items: T[]; page?: number; page_size?: number; total: number }
/** What a filter may be: one of some words, the id of something, a day, a text of a form or of at most so many characters. */
export type Kinds = Record<string, readonly string[] | 'id' | 'day' | RegExp | number>;
export const ASCII_20 = /^[ -~]{1,20}$/;
const isDay = (text: string) => { const at = Date.parse(`${text}T00:00:00Z`); return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text); };
function isKnown(kind: Kinds[string], text: string): boolean {
  if (typeof kind === 'number') return [...text].length <= kind;
  return kind === 'id' ? /^[1-9]\d{0,14}$/.test(text) : kind === 'day' ? isDay(text) : kind instanceof RegExp ? kind.test(text) : kind.includes(text);
}

/** Filters and page of the address, for every list. Whatever no list could have put there is dropped, the address
 *  corrected, and a filter that is missing for it said: what is then seen is what the address says. */
export function useAddress(kinds: Kinds) {
  const route = useRoute(), here = route.path, to = useRouter(), names = Object.keys(kinds);
  const one = (name: string) => { const v = route.query[name]; return typeof v === 'string' && v && isKnown(kinds[name]!, v) ? v : undefined; };
  /* Another page of the same list has the same filters: who watches them hears nothing of it. */
  const filters = computed<Filters>((before) => { if (before && route.path !== here) return before; const now = Object.fromEntries(names.map((name) => [name, one(name)])); return before && names.every((name) => before[name] === now[name]) ? before : now; });
  const page = computed(() => Math.max(1, Math.min(5000, Math.trunc(Number(route.query.page)) || 1)));
  const paged = (n: number): LocationQueryRaw => ({ ...filters.value, page: n > 1 ? String(n) : undefined });
  const correct = (query: LocationQueryRaw) => to.replace({ path: here, query });
  watch(() => route.fullPath, () => {
    if (route.path !== here) return;
    const wrong = names.filter((name) => route.query[name] !== undefined && !one(name));
    if (wrong.length || (route.query.page !== undefined && route.query.page !== paged(page.value).page)) void correct(paged(page.value));
    if (wrong.some((name) => route.query[name])) say(say18n('filter.unknown'), 'info');
  }, { immediate: true });
  return { here, filters, page, paged, correct, go: (query: LocationQueryRaw) => to.push({ path: here, query }) };
}

export function useList<T>(kinds: Kinds, ask: (filters: Filters, page: number) => Promise<Page<T>>) {
  const { here, filters, page, paged, correct, go } = useAddress(kinds), route = useRoute(), names = Object.keys(kinds);
  const list = useLoad(async () => {
    const f = filters.value, n = page.value, got = await ask(f, n), last = Math.ceil(got.total / (got.page_size ?? got.total));
    /* Past the end of it, since rows have gone or somebody wrote so: to its end. */
    if (!got.items.length && last && last < n && route.path === here && f === filters.value && n === page.value) await correct(paged(last));
    return got;
  });
  watch(() => route.fullPath, () => { if (route.path === here) void list.load(); });
  return {
    list, filters, page,
    active: computed(() => names.filter((name) => filters.value[name]).length),
    /** Changes filters; the page is the first again. */
    set: (change: Filters) => go({ ...filters.value, ...change }),
    turn: (n: number) => go(paged(n)),
    clear: () => go({}),
  };
}

/** Asked before one goes to another page, which may be of the same route: the next product. Filters are no other page. */
export function onLeaving(may: (to: RouteLocationNormalized) => boolean | Promise<boolean>) {
  onBeforeRouteLeave(may);
  onBeforeRouteUpdate((to, from) => to.path === from.path || may(to));
}

/* ---- "are you sure": the dialog comes with its first use ---- */
export async function sure(title: string, text: string, yes: string, danger = true): Promise<boolean> {
  const { ask } = await import('./sure');
  return ask(title, text, yes, danger);
}

/* ---- a phone, or a desk ---- */
const phone = matchMedia('(max-width: 767px)'), onPhone = ref(phone.matches);
phone.addEventListener('change', () => { onPhone.value = phone.matches; });
export const useNarrow = (): Readonly<Ref<boolean>> => onPhone;

export function useWords() {
  const { t, te } = useI18n();
  /** A word of the API in people's words; itself when this app is older than the server. */
  const word = (group: string, name?: string | null) => (name ? (te(`${group}.${name}`) ? t(`${group}.${name}`) : name) : t('none'));
  /** The first role is made before anybody chose a language; every other has the name it was given. */
  const roleName = (name?: string | null) => (name === 'owner' ? t('role.owner') : name ?? '');
  return { t, word, roleName, can: useSession().can };
}

export function timeText(at: string): string {
  const s = said(at);
  if (s.key === 'plain') return s.text;
  return s.key === 'justNow' ? say18n('time.justNow') : s.key === 'minutesAgo' ? say18n('time.minutesAgo', { n: s.n }) : say18n('time.today', { clock: s.clock });
}
