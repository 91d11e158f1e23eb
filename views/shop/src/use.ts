/* What pages share: loading with states, acts that happen once, words to the buyer. */
import { computed, onBeforeUnmount, onMounted, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey, Problem } from './api';
import { router } from './router';
import { useSession } from './stores/session';

/* ---- toasts ---- */
export const toast = reactive({ text: '', kind: 'plain' as 'plain' | 'good' | 'bad', serial: 0 });
let timer = 0;
export function say(text: string, kind: 'plain' | 'good' | 'bad' = 'plain') {
  toast.text = text;
  toast.kind = kind;
  toast.serial++;
  clearTimeout(timer);
  timer = window.setTimeout(() => { toast.text = ''; }, kind === 'bad' ? 4000 : 2200);
}

/* ---- what went wrong, in words ---- */
export function useWords() {
  const { t } = useI18n();
  function explain(e: unknown): string {
    if (!(e instanceof Problem)) return t('error.unknown');
    if (e.status === 0) return t(e.code === 'offline' ? 'error.offline' : 'error.network');
    return e.message || t('error.unknown');
  }
  return { t, explain };
}

/* ---- a session that is over: sign in again, and come back to this very page ---- */
export async function signInAgain(e: unknown): Promise<boolean> {
  if (!(e instanceof Problem)) return false;
  const session = useSession(), here = router.currentRoute.value;
  if (e.code === 'csrf') await session.settle(true).catch(() => undefined);
  if (e.code !== 'unauthenticated') return false;
  session.forget();
  if (!here.meta.member) return false;
  await router.replace({ path: '/sign-in', query: { return: here.fullPath } });
  return true;
}

/* ---- loading: skeleton only after 200 ms, so that a quick answer does not flash ---- */
export function useLoad<T>(ask: () => Promise<T>, options: { now?: boolean } = {}) {
  const data = shallowRef<T | null>(null), error = shallowRef<unknown>(null), loading = ref(false), slow = ref(false);
  let serial = 0;
  async function load() {
    const mine = ++serial;
    loading.value = true;
    error.value = null;
    const later = window.setTimeout(() => { if (mine === serial) slow.value = true; }, 200);
    try {
      const got = await ask();
      if (mine === serial) data.value = got;
    } catch (e) {
      if (mine === serial && !(await signInAgain(e))) error.value = e;
    } finally {
      clearTimeout(later);
      if (mine === serial) { loading.value = false; slow.value = false; }
    }
  }
  if (options.now !== false) void load();
  return { data, error, loading, slow, load };
}

/* ---- an act: never twice at once, one key for one intent ---- */
export function useAct() {
  const busy = ref(false), fields = ref<Record<string, string>>({}), words = useWords();
  let key = '', meant = '';
  /** intent: what is being sent; the key stays while the same thing is tried again and nobody knows how it went. */
  async function act<T>(what: (key: string) => Promise<T>, intent: unknown = null, onProblem?: (p: Problem) => boolean): Promise<T | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    fields.value = {};
    const text = JSON.stringify(intent);
    if (!key || text !== meant) { key = newKey(); meant = text; }
    try {
      const got = await what(key);
      key = '';
      return got;
    } catch (e) {
      const p = e instanceof Problem ? e : null;
      if (await signInAgain(e)) { say(words.t('signIn.needed'), 'bad'); return undefined; }
      if (!p?.unsure) key = '';
      if (p) fields.value = p.fields();
      if (p && onProblem?.(p)) return undefined;
      say(p?.unsure && intent !== null && p.status !== 429 ? words.t('error.unsure') : words.explain(e), 'bad');
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { busy, fields, act };
}

/* ---- a clock that counts down by the server's time ---- */
export function useCountdown(until: Ref<string | null | undefined>, serverNow: Ref<string | null | undefined>) {
  const { t } = useI18n();
  const left = ref(0);
  let offset = 0, ticking = 0;
  function tick() { left.value = until.value ? Math.max(0, Math.ceil((Date.parse(until.value) - Date.now() - offset) / 1000)) : 0; }
  watch(serverNow, (now) => { offset = now ? Date.parse(now) - Date.now() : 0; tick(); }, { immediate: true });
  watch(until, tick);
  onMounted(() => { ticking = window.setInterval(tick, 1000); });
  onBeforeUnmount(() => clearInterval(ticking));
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = computed(() => {
    const s = left.value, days = Math.floor(s / 86400), hours = Math.floor(s / 3600) % 24;
    const text = `${days || hours ? `${two(hours)}:` : ''}${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
    return days ? t('time.days', { n: days, clock: text }) : text;
  });
  return { left, clock };
}

export const inWeChat = /MicroMessenger/i.test(navigator.userAgent);
export const onPhone = /Mobi|Android|iPhone|iPad|HarmonyOS/i.test(navigator.userAgent) || (matchMedia('(pointer: coarse)').matches && matchMedia('(max-width: 600px)').matches);
export const PHONE = /^1[3-9]\d{9}$/;

/* ---- Escape the question "are you sure": the dialog comes with its first use ---- */
export async function sure(title: string, message: string, yes: string, no: string): Promise<boolean> {
  const { ask } = await import('./sure');
  return ask(title, message, yes, no);
}

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { return false; }
}
