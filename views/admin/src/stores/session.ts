import { signedIn } from '@micromall/shared/signed-in';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, csrf, must, type Staff } from '../api';

export const useSession = defineStore('session', () => {
  const staff = ref<Staff | null>(null), words = ref<ReadonlySet<string>>(new Set());
  const { mark, settle } = signedIn('mm.admin.signed-in', ask, forget);

  function forget() {
    csrf.token = '';
    staff.value = null;
    words.value = new Set();
    mark(false);
  }
  async function ask(): Promise<void> {
    const me = await must(api.GET('/api/admin/me'));
    csrf.token = me.csrf_token ?? '';
    staff.value = me.staff;
    words.value = new Set(me.permissions.map((p) => p.name ?? ''));
    mark(true);
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
