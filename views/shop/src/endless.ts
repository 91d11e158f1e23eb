/* A list that goes on: pages by cursor, one request at a time, errors that keep what is there. Who comes back to it
 * finds it as he left it, as far down as it had got. */
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { language } from './i18n';
import { came, router } from './router';
import { signInAgain } from './use';

interface Left { path: string; language: string; at: number; items: unknown[]; next?: string; ended: boolean }
const KEPT_MS = 600000, KEPT_MAX = 8;
const left = new Map<number, Left>();               // by the place in the window's history
const place = () => Number((history.state as { position?: number } | null)?.position ?? 0);

export function useEndless<T>(ask: (cursor?: string) => Promise<{ items: T[]; next?: string }>) {
  const items = shallowRef<T[]>([]), error = shallowRef<unknown>(null), loading = ref(false), slow = ref(false), begun = ref(false), ended = ref(false);
  const sentinel = ref<HTMLElement | null>(null), mark = (el: unknown) => { sentinel.value = el instanceof HTMLElement ? el : null; };
  let next: string | undefined, serial = 0;

  async function more() {
    if (loading.value || ended.value) return;
    const mine = ++serial;
    loading.value = true;
    error.value = null;
    const later = window.setTimeout(() => { if (mine === serial) slow.value = true; }, 200);
    try {
      const page = await ask(next);
      if (mine !== serial) return;
      items.value = [...items.value, ...page.items];
      next = page.next;
      begun.value = true;
      ended.value = !page.next;
    } catch (e) {
      if (mine === serial && !(await signInAgain(e))) error.value = e;
    } finally {
      clearTimeout(later);
      if (mine === serial) { loading.value = false; slow.value = false; }
    }
    // The end may still be in sight: a tall screen, short pages.
    if (mine === serial && !error.value && !ended.value && sentinel.value && sentinel.value.getBoundingClientRect().top < innerHeight + 300) void more();
  }
  function restart() {
    serial++;
    loading.value = false;
    items.value = [];
    next = undefined;
    begun.value = false;
    ended.value = false;
    void more();
  }
  /** From the beginning again, and what is there stays until that has come. Gives what went wrong; where nothing has come yet, the page says it. */
  async function refresh(): Promise<unknown> {
    const mine = ++serial;
    loading.value = true;
    try {
      const page = await ask();
      if (mine !== serial) return null;
      items.value = page.items;
      next = page.next;
      error.value = null;
      begun.value = true;
      ended.value = !page.next;
      return null;
    } catch (e) {
      if (mine !== serial || await signInAgain(e)) return null;
      if (begun.value) return e;
      error.value = e;
      return null;
    } finally {
      if (mine === serial) { loading.value = false; slow.value = false; }
    }
  }
  /** At the beginning: what was there, when the buyer comes back to it. */
  const here = place(), was = left.get(here), spoken = language();
  left.delete(here);
  function resume(): boolean {
    if (!came.again || !was || was.path !== router.currentRoute.value.fullPath || was.language !== language() || performance.now() - was.at > KEPT_MS) return false;
    items.value = was.items as T[];
    next = was.next;
    begun.value = true;
    ended.value = was.ended;
    return true;
  }
  onBeforeRouteLeave((_, from) => {
    if (!begun.value) return;
    left.set(here, { path: from.fullPath, language: spoken, at: performance.now(), items: items.value, next, ended: ended.value });
    for (const old of left.keys()) if (left.size > KEPT_MAX) left.delete(old);
  });
  const seen = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting) && begun.value && !error.value) void more(); }, { rootMargin: '300px' });
  watch(sentinel, (now, before) => { if (before) seen.unobserve(before); if (now) seen.observe(now); });
  onBeforeUnmount(() => seen.disconnect());
  return { items, error, loading, slow, begun, ended, mark, more, restart, refresh, resume };
}
