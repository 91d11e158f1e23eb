import type { components } from '@micromall/shared/api';
import { signedIn } from '@micromall/shared/signed-in';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, csrf, must, type Problem } from '../api';

export type Member = components['schemas']['member_card'];
type SignedIn = Pick<components['schemas']['me_view'], 'csrf_token' | 'member'>;

export const useSession = defineStore('session', () => {
  const member = ref<Member | null>(null), over = ref<'' | 'session_over' | 'session_barred'>('');
  const { mark, settle } = signedIn('mm.signed-in', async () => { accept(await must(api.GET('/api/shop/me'))); }, forget);

  function accept(answer: SignedIn) {
    csrf.token = answer.csrf_token ?? '';
    member.value = answer.member;
    over.value = '';
    mark(true);
  }
  /** why: the session was over, to the surprise of whoever had it. */
  function forget(why?: Problem) {
    over.value = why ? why.code === 'session_barred' ? 'session_barred' : 'session_over' : '';
    csrf.token = '';
    member.value = null;
    mark(false);
  }
  async function signOut() {
    await must(api.POST('/api/shop/sign-out'));
    forget();
  }
  return { member, over, isSignedIn: computed(() => member.value !== null), accept, forget, settle, signOut };
});
