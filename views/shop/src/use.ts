/* What pages share: loading with states, acts that happen once, words to the buyer. */
import { asking } from '@micromall/shared/asking';
import { shelve, unshelve } from '@micromall/shared/draft';
import { computed, onBeforeUnmount, onMounted, reactive, ref, watch, watchEffect, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave, useRoute } from 'vue-router';
import { Problem } from './api';
import { say18n } from './i18n';
import { router, signInQuery } from './router';
import { useIdentity } from './stores/identity';
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

/* ---- a session that is over: sign in again, and come back to this very page ---- */
export async function signInAgain(e: unknown): Promise<boolean> {
  if (!(e instanceof Problem)) return false;
  const session = useSession(), here = router.currentRoute.value;
  if (e.code === 'csrf') await session.settle(true).catch(() => undefined);
  if (e.code !== 'unauthenticated' && e.code !== 'session_barred') return false;
  session.forget(session.isSignedIn ? e : undefined);
  if (!here.meta.member) return false;
  await router.replace({ path: '/sign-in', query: signInQuery(here.fullPath) });
  return true;
}

const ask = asking({ t: say18n, signInAgain, own: (p) => (p.code === 'conflict' ? say18n('error.conflict') : undefined), fail: (words) => say(words, 'bad') });
export const { useLoad } = ask;
export function useAct() {
  const { busy, fields, act } = ask.useAct();
  return { busy, fields, act: async <T>(...how: Parameters<typeof act<T>>): Promise<T | undefined> => (await act(...how))?.got };
}
export function useWords() {
  return { t: useI18n().t, explain: ask.explain };
}

/* ---- what was typed outlives the session it was typed in, and a page that one leaves it for ---- */
let aside = '';
export function useDraft<T>(form: Ref<T>, leftFor?: string) {
  const path = useRoute().fullPath, who = useSession().member?.id ?? 0;
  /* Who goes on from there to elsewhere has left the form for good: the next one at this path is another. */
  function onlyWayBack() {
    const off = router.afterEach((to, from, failure) => {
      if (failure || from.path !== leftFor) return;
      off();
      if (to.fullPath !== path) unshelve(path, who);
    });
  }
  onBeforeRouteLeave((to) => {
    if (to.path !== '/sign-in' && to.path !== leftFor) return;
    aside = to.path === leftFor ? path : '';
    shelve(path, who, form.value);
    if (aside) onlyWayBack();
  });
  /** To be called when the form shows what the server has. */
  return () => {
    const draft = unshelve<T>(path, who);
    if (!draft || JSON.stringify(draft.typed) === JSON.stringify(form.value)) return;
    form.value = draft.typed;
    if (aside !== path) say(say18n('signIn.restored'));
  };
}

/* ---- the name of a page whose route does not know it ---- */
export const pageTitle = (...parts: string[]) => parts.filter(Boolean).join(' · ');
export function useTitle(words: () => string | undefined) {
  const identity = useIdentity();
  watchEffect(() => { const said = words(); if (said) document.title = pageTitle(said, identity.name); });
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

/* ---- the question "are you sure": the dialog comes with its first use ---- */
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
