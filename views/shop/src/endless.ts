/* A list that goes on: pages by cursor, one request at a time, errors that keep what is there. */
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { signInAgain } from './use';

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
  const seen = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting) && begun.value && !error.value) void more(); }, { rootMargin: '300px' });
  watch(sentinel, (now, before) => { if (before) seen.unobserve(before); if (now) seen.observe(now); });
  onBeforeUnmount(() => seen.disconnect());
  return { items, error, loading, slow, begun, ended, mark, more, restart };
}
