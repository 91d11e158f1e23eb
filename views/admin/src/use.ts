/* What pages share: loading with states, acts that happen once, filters in the address, the guard of a form. */
import { said } from '@micromall/shared/time';
import { ElMessage } from 'element-plus/es/components/message/index.mjs';
import 'element-plus/es/components/message/style/css';
import { computed, h, onBeforeUnmount, onMounted, ref, shallowReactive, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave, useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import { newKey, Problem } from './api';
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

/* ---- what went wrong, in words ---- */
export function explain(e: unknown): string {
  if (!(e instanceof Problem)) return say18n('error.unknown');
  if (e.status === 0) return say18n(e.code === 'offline' ? 'error.offline' : 'error.network');
  if (e.code === 'conflict') return say18n('error.conflict');
  return e.message || say18n('error.unknown');
}
export function requestId(e: unknown): string {
  return e instanceof Problem ? e.requestId : '';
}

/* ---- a session that is over: sign in again, and come back to this very page ---- */
export async function signInAgain(e: unknown): Promise<boolean> {
  if (!(e instanceof Problem)) return false;
  const session = useSession(), here = router.currentRoute.value;
  if (e.code === 'csrf') await session.settle(true).catch(() => undefined);
  if (e.code !== 'unauthenticated' || here.meta.bare) return false;
  session.forget();
  await router.replace({ path: '/sign-in', query: { return: here.fullPath } });
  return true;
}

/* ---- loading: skeleton only after 200 ms, so that a quick answer does not flash ---- */
export interface Loaded<T> { data: T | null; error: unknown; loading: boolean; slow: boolean; load(): Promise<void> }

export function useLoad<T>(ask: () => Promise<T>, options: { now?: boolean } = {}): Loaded<T> {
  let serial = 0;
  const state: Loaded<T> = shallowReactive({ data: null, error: null, loading: false, slow: false, load });
  async function load() {
    const mine = ++serial;
    state.loading = true;
    state.error = null;
    const later = window.setTimeout(() => { if (mine === serial) state.slow = true; }, 200);
    try {
      const got = await ask();
      if (mine === serial) state.data = got;
    } catch (e) {
      if (mine === serial && !(await signInAgain(e))) state.error = e;
    } finally {
      clearTimeout(later);
      if (mine === serial) { state.loading = false; state.slow = false; }
    }
  }
  if (options.now !== false) void load();
  return state;
}

/* ---- an act: never twice at once, one key for one intent ---- */
export function useAct() {
  const busy = ref(false), fields = ref<Record<string, string>>({});
  let key = '', meant = '';
  /** intent: what is being sent; the key stays while the same thing is tried again and nobody knows how it went. */
  async function act<T>(what: (key: string) => Promise<T>, intent: unknown = null, onProblem?: (p: Problem) => boolean): Promise<{ got: T } | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    fields.value = {};
    const text = JSON.stringify(intent);
    if (!key || text !== meant) { key = newKey(); meant = text; }
    try {
      const got = await what(key);
      key = '';
      return { got };
    } catch (e) {
      const p = e instanceof Problem ? e : null;
      if (await signInAgain(e)) { say(say18n('signIn.needed'), 'error'); return undefined; }
      if (!p?.unsure) key = '';
      if (p) fields.value = p.fields();
      if (p && onProblem?.(p)) return undefined;
      const words = p?.unsure && intent !== null && p.status !== 429 ? say18n('error.unsure') : explain(e);
      say(p?.requestId && p.status >= 500 ? `${words} ${say18n('error.requestId', { id: p.requestId })}` : words, 'error');
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { busy, fields, act };
}

/* ---- a list: its filters and its page stand in the address ---- */
type Filters = Record<string, string | undefined>;
interface Page<T> { items: T[]; page?: number; page_size?: number; total: number }

export function useList<T>(names: string[], ask: (filters: Filters, page: number) => Promise<Page<T>>) {
  const route = useRoute(), here = route.path, to = useRouter();
  const one = (name: string) => { const v = route.query[name]; return typeof v === 'string' && v ? v : undefined; };
  const filters = computed<Filters>(() => Object.fromEntries(names.map((name) => [name, one(name)])));
  const page = computed(() => Math.max(1, Math.min(5000, Math.trunc(Number(one('page'))) || 1)));
  const list = useLoad(() => ask(filters.value, page.value));
  watch(() => route.fullPath, () => { if (route.path === here) void list.load(); });
  function go(query: LocationQueryRaw) { return to.push({ path: here, query }); }
  return {
    list, filters, page,
    active: computed(() => names.filter((name) => filters.value[name]).length),
    /** Changes filters; the page is the first again. */
    set: (change: Filters) => go({ ...filters.value, ...change }),
    turn: (n: number) => go({ ...filters.value, page: n > 1 ? String(n) : undefined }),
    clear: () => go({}),
  };
}

/* ---- a form that was changed is not left by mistake ---- */
export function useDirty(form: () => unknown) {
  const kept = ref(''), dirty = computed(() => kept.value !== '' && kept.value !== JSON.stringify(form()));
  const keep = () => { kept.value = JSON.stringify(form()); };
  const hold = (e: BeforeUnloadEvent) => { if (dirty.value) e.preventDefault(); };
  onMounted(() => addEventListener('beforeunload', hold));
  onBeforeUnmount(() => removeEventListener('beforeunload', hold));
  onBeforeRouteLeave(async (to) => to.path === '/sign-in' || !dirty.value || sure(say18n('form.leave'), say18n('form.leaveHint'), say18n('form.leaveYes')));
  return { dirty, keep };
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
  return { t, word, can: useSession().can };
}

export function timeText(at: string): string {
  const s = said(at);
  if (s.key === 'plain') return s.text;
  return s.key === 'justNow' ? say18n('time.justNow') : s.key === 'minutesAgo' ? say18n('time.minutesAgo', { n: s.n }) : say18n('time.today', { clock: s.clock });
}
