import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, csrf, must, Problem, type Staff } from '../api';

/* Whether it is worth asking who is signed in: the sign-in page does without a question that fails. */
const HINT = 'mm.admin.signed-in';
function hint(set?: boolean): boolean {
  try {
    if (set === true) localStorage.setItem(HINT, '1');
    if (set === false) localStorage.removeItem(HINT);
    return localStorage.getItem(HINT) === '1';
  } catch { return true; }
}

export const useSession = defineStore('session', () => {
  const staff = ref<Staff | null>(null), words = ref<ReadonlySet<string>>(new Set());
  let asking: Promise<void> | null = null, known = false;

  function forget() {
    csrf.token = '';
    staff.value = null;
    words.value = new Set();
    known = true;
    hint(false);
  }
  async function load(): Promise<void> {
    try {
      const me = await must(api.GET('/api/admin/me'));
      csrf.token = me.csrf_token ?? '';
      staff.value = me.staff;
      words.value = new Set(me.permissions.map((p) => p.name ?? ''));
      known = true;
      hint(true);
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 401) throw e;
      forget();
    }
  }
  /** Knows afterwards who is signed in; asks once. */
  async function settle(anew = false): Promise<void> {
    if (known && !anew) return;
    if (!anew && !hint()) { known = true; return; }
    asking ??= load().finally(() => { asking = null; });
    await asking;
  }
  async function signIn(name: string, password: string) {
    await must(api.POST('/api/admin/sign-in', { body: { name, password } }));
    await settle(true);
  }
  async function signOut() {
    await must(api.POST('/api/admin/sign-out'));
    forget();
  }
  return { staff, isSignedIn: computed(() => staff.value !== null), can: (word: string) => words.value.has(word), settle, signIn, signOut, forget };
});
