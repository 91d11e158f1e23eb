/* What pages share: loading with states, acts that happen once, filters in the address, the guard of a form. */
import { asking } from '@micromall/shared/asking';
import { shelve, unshelve } from '@micromall/shared/draft';
import { said } from '@micromall/shared/time';
import { ElMessage } from 'element-plus/es/components/message/index.mjs';
import 'element-plus/es/components/message/style/css';
import { computed, h, onBeforeUnmount, onMounted, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRoute, useRouter, type LocationQueryRaw, type RouteLocationNormalized } from 'vue-router';
import { Problem } from './api';
import { say18n } from './i18n';
import { router } from './router';
import { useSession } from './stores/session';

export function say(text: string, kind: 'success' | 'error' | 'info' = 'success') {
  ElMessage({ message: text, type: kind, duration: kind === 'error' ? 6000 : 2500, showClose: kind === 'error', grouping: true });
}

/** What was done, with a way back while it is seen. */
export function offer(text: string, label: string, back: () => void) {
  const shown = ElMessage({
    message: h('span', { class: 'offer' }, [text, h('button', { type: 'button', onClick: () => { shown.close(); back(); } }, label)]),
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

export function useList<T>(names: string[], ask: (filters: Filters, page: number) => Promise<Page<T>>) {
  const route = useRoute(), here = route.path, to = useRouter();
  const one = (name: string) => { const v = route.query[name]; return typeof v === 'string' && v ? v : undefined; };
  /* Another page of the same list has the same filters: who watches them hears nothing of it. */
  const filters = computed<Filters>((before) => { const now = Object.fromEntries(names.map((name) => [name, one(name)])); return before && names.every((name) => before[name] === now[name]) ? before : now; });
  const page = computed(() => Math.max(1, Math.min(5000, Math.trunc(Number(one('page'))) || 1)));
  const list = useLoad(async () => {
    const f = filters.value, n = page.value, got = await ask(f, n), last = Math.ceil(got.total / (got.page_size ?? got.total));
    /* Past the end of it, since rows have gone or somebody wrote so: to its end. */
    if (!got.items.length && last && last < n && route.path === here && f === filters.value && n === page.value) await to.replace({ path: here, query: paged(last) });
    return got;
  });
  watch(() => route.fullPath, () => { if (route.path === here) void list.load(); });
  const paged = (n: number): LocationQueryRaw => ({ ...filters.value, page: n > 1 ? String(n) : undefined });
  function go(query: LocationQueryRaw) { return to.push({ path: here, query }); }
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

/* ---- a form that was changed is not left by mistake, and outlives the session it was typed in ---- */
export function useDirty<T>(form: () => T, restore: (typed: T) => void) {
  const kept = ref(''), dirty = computed(() => kept.value !== '' && kept.value !== JSON.stringify(form()));
  const path = useRoute().fullPath, who = useSession().staff?.id ?? 0;
  /** The form is as the server has it. The first time, what was typed before the session ran out is put into it. */
  const keep = () => {
    kept.value = JSON.stringify(form());
    const draft = unshelve<T>(path, who, kept.value);
    if (!draft) return;
    restore(draft.typed);
    say(say18n(draft.changed ? 'error.conflict' : 'form.restored'), draft.changed ? 'error' : 'info');
  };
  const hold = (e: BeforeUnloadEvent) => { if (dirty.value) e.preventDefault(); };
  onMounted(() => addEventListener('beforeunload', hold));
  onBeforeUnmount(() => removeEventListener('beforeunload', hold));
  onLeaving(async (to) => {
    if (to.path !== '/sign-in') return !dirty.value || sure(say18n('form.leave'), say18n('form.leaveHint'), say18n('form.leaveYes'));
    if (dirty.value && to.query.return) shelve(path, who, form(), kept.value);
    return true;
  });
  return { dirty, keep };
}

/* ---- a sheet with a thing that is changed, or a new one; it stays open when somebody else has saved the thing meanwhile ---- */
export function useSheet<T extends { id: number; version: number }, F extends object>(read: (one: T | null) => F, again: (id: number) => Promise<T | undefined>) {
  const open = ref(false), editing = shallowRef<T | null>(null), form = ref(read(null)) as Ref<F>, theirs = ref({}) as Ref<Partial<F>>;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  function edit(one: T | null, start: Partial<F> = {}) {
    editing.value = one;
    form.value = { ...read(one), ...start };
    theirs.value = {};
    open.value = true;
  }
  /** After a conflict: what was entered stays, the rest is as it is now, and Clash.vue says what the other one changed.
   *  Who changed nothing that stands in this form is in nobody's way: it is saved. */
  async function clash(save: () => Promise<void>) {
    const before = editing.value!, now = await again(before.id);
    if (!now || now.version === before.version) { say(say18n('error.conflict'), 'error'); return; }
    const was = read(before), is = read(now), changed = (Object.keys(is) as (keyof F)[]).filter((m) => !same(is[m], was[m]));
    for (const m of changed) if (same(form.value[m], was[m])) form.value[m] = is[m];
    editing.value = now;
    theirs.value = { ...theirs.value, ...Object.fromEntries(changed.map((m) => [m, is[m]])) };
    if (!changed.length) await save();
  }
  return { open, editing, form, theirs, edit, clash };
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
