import type { components } from '@micromall/shared/api';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, csrf, must, Problem } from '../api';

export type Member = components['schemas']['member_card'];
type SignedIn = Pick<components['schemas']['me_view'], 'csrf_token' | 'member'>;

/* Whether it is worth asking who is signed in: a visitor's first page does without that question. */
const HINT = 'mm.signed-in';
function hint(set?: boolean): boolean {
  try {
    if (set === true) localStorage.setItem(HINT, '1');
    if (set === false) localStorage.removeItem(HINT);
    return localStorage.getItem(HINT) === '1';
  } catch { return true; }
}

export const useSession = defineStore('session', () => {
  const member = ref<Member | null>(null);
  let asking: Promise<void> | null = null;
  let known = false;

  function accept(answer: SignedIn) {
    csrf.token = answer.csrf_token ?? '';
    member.value = answer.member;
    known = true;
    hint(true);
  }
  function forget() {
    csrf.token = '';
    member.value = null;
    known = true;
    hint(false);
  }
  async function load(): Promise<void> {
    try {
      accept(await must(api.GET('/api/shop/me')));
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 401) throw e;
      forget();
    }
  }
  /** Knows afterwards who is signed in. Asks once, and only where somebody was. */
  async function settle(sure = false): Promise<void> {
    if (known && !sure) return;
    if (!sure && !hint()) { known = true; return; }
    asking ??= load().finally(() => { asking = null; });
    await asking;
  }
  async function signOut() {
    await must(api.POST('/api/shop/sign-out'));
    forget();
  }
  return { member, isSignedIn: computed(() => member.value !== null), accept, forget, settle, signOut };
});
