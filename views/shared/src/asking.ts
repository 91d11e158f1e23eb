/* How pages ask the server: loading with its states, acts that happen once. An app says where one signs in and how it tells a failure. */
import { ref, shallowRef } from 'vue';
import { newKey, Problem } from './client';

export interface Ways {
  t(key: string): string;
  /** True when the session was over, and the sign-in page has been opened instead. */
  signInAgain(e: unknown): Promise<boolean>;
  fail(words: string, p: Problem | null): void;
  /** What the app says of a problem in words of its own, rather than the server's. */
  own?(p: Problem): string | undefined;
}

export function asking({ t, signInAgain, fail, own }: Ways) {
  /* What went wrong, in words. */
  function explain(e: unknown): string {
    if (!(e instanceof Problem)) return t('error.unknown');
    if (e.status === 0) return t(e.code === 'offline' ? 'error.offline' : 'error.network');
    return own?.(e) ?? (e.message || t('error.unknown'));
  }

  /* Loading: skeleton only after 200 ms, so that a quick answer does not flash. */
  function useLoad<T>(ask: () => Promise<T>, options: { now?: boolean } = {}) {
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
    /** What is there stays, whatever comes; gives what went wrong. */
    async function refresh() { await load(); return error.value; }
    if (options.now !== false) void load();
    return { data, error, loading, slow, load, refresh };
  }

  /* An act: never twice at once, one key for one intent. */
  function useAct() {
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
        if (await signInAgain(e)) { fail(explain(e), null); return undefined; }
        if (!p?.unsure) key = '';
        if (p) fields.value = p.fields();
        if (p && onProblem?.(p)) return undefined;
        fail(p?.unsure && intent !== null && p.status !== 429 ? t('error.unsure') : explain(e), p);
        return undefined;
      } finally {
        busy.value = false;
      }
    }
    return { busy, fields, act };
  }
  return { explain, useLoad, useAct };
}
