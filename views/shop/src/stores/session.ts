import type { components } from '@micromall/shared/api';
import { signedIn } from '@micromall/shared/signed-in';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, csrf, must } from '../api';

export type Member = components['schemas']['member_card'];
type SignedIn = Pick<components['schemas']['me_view'], 'csrf_token' | 'member'>;

export const useSession = defineStore('session', () => {
  const member = ref<Member | null>(null);
  const { mark, settle } = signedIn('mm.signed-in', async () => { accept(await must(api.GET('/api/shop/me'))); }, forget);

  function accept(answer: SignedIn) {
    csrf.token = answer.csrf_token ?? '';
    member.value = answer.member;
    mark(true);
  }
  function forget() {
    csrf.token = '';
    member.value = null;
    mark(false);
  }
  async function signOut() {
    await must(api.POST('/api/shop/sign-out'));
    forget();
  }
  return { member, isSignedIn: computed(() => member.value !== null), accept, forget, settle, signOut };
});
