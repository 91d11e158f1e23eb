/* Forms, on a page or in a sheet: not left by mistake, and not lost to a colleague who saved meanwhile (clash.ts). Both are
 * a form, the version it was read with, and how it is read again and saved. That of a page outlives its session, too. */
import { shelve, unshelve } from '@micromall/shared/draft';
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import type { Problem } from './api';
import { useClash, type Words } from './clash';
import { say18n } from './i18n';
import { useSession } from './stores/session';
import { explain, onLeaving, say, signInAgain, sure } from './use';

interface Kept<F> { version: number; form: F }
interface Ways<F> extends Words<F> {
  /** Of the act that saves: what is to be chosen is said there, as what is wrong is. */
  fields: Ref<Record<string, string>>;
  save(): Promise<void>;
}

/* What a refusal by version leads to: the thing is read again, and the form made one of both. What leaves nothing to choose
 * is saved at once, and what came from him is said; who changed nothing that one sees here is in nobody's way. */
function seeTo<F extends object>(of: Ways<F>, clash: ReturnType<typeof useClash<F>>, base: () => Kept<F>, again: () => Promise<Kept<F> | undefined>, keep?: (now: Kept<F>) => void) {
  async function look() {
    const before = base();
    let now: Kept<F> | undefined;
    try { now = await again(); } catch (e) {
      if (!(await signInAgain(e))) say(explain(e), 'error');
      return;
    }
    if (!now || now.version === before.version) { say(say18n('error.conflict'), 'error'); return; }
    const done = clash.meet(before.form, now.form), his = clash.taken();
    keep?.(now);
    if (!done) return;
    if (his) say(say18n('form.merged', { list: his }), 'info');
    await of.save();
  }
  /** True when it is one that somebody's saving brought about: it is seen to. */
  return (p: Problem): boolean => {
    if (p.code !== 'conflict') return false;
    void look();
    return true;
  };
}

/* ---- a form that is a page ---- */
interface PageForm<F> extends Ways<F> {
  form(): F;
  restore(form: F): void;
  /** Loads the page anew, without touching the form, and reads it as a form. */
  again(): Promise<Kept<F> | undefined>;
}
export function useForm<F extends object>(of: PageForm<F>) {
  const kept = ref(''), dirty = computed(() => kept.value !== '' && kept.value !== JSON.stringify(of.form()));
  const path = useRoute().fullPath, who = useSession().staff?.id ?? 0, clash = useClash(of.form, of.restore, of.fields, of);
  let version = 0;
  /** The form is as the server has it. The first time, what was typed before the session ran out is put into it. */
  const keep = (read = 0) => {
    kept.value = JSON.stringify(of.form());
    version = read;
    clash.clear();
    const draft = unshelve<F, string>(path, who, kept.value);
    if (!draft) return;
    const now = JSON.parse(kept.value) as F;
    of.restore(draft.typed);
    if (draft.changed) clash.meet(JSON.parse(draft.base) as F, now);
    say(say18n(draft.changed ? 'form.clash' : 'form.restored'), 'info');
  };
  const hold = (e: BeforeUnloadEvent) => { if (dirty.value) e.preventDefault(); };
  onMounted(() => addEventListener('beforeunload', hold));
  onBeforeUnmount(() => removeEventListener('beforeunload', hold));
  onLeaving(async (to) => {
    if (to.path !== '/sign-in') return !dirty.value || sure(say18n('form.leave'), say18n('form.leaveHint'), say18n('form.leaveYes'));
    if (dirty.value && to.query.return) shelve(path, who, of.form(), kept.value);
    return true;
  });
  const meanwhile = seeTo(of, clash, () => ({ version, form: JSON.parse(kept.value) as F }), of.again, (now) => { kept.value = JSON.stringify(now.form); version = now.version; });
  return { dirty, keep, meanwhile, unchosen: clash.unchosen, version: () => version };
}

/* ---- a sheet with a thing that is changed, or a new one; it stays open when somebody else has saved the thing meanwhile ---- */
interface SheetForm<T, F> extends Ways<F> {
  read(one: T | null): F;
  again(id: number): Promise<T | undefined>;
}
export function useSheet<T extends { id: number; version: number }, F extends object>(of: SheetForm<T, F>) {
  const open = ref(false), editing = shallowRef<T | null>(null), form = ref(of.read(null)) as Ref<F>;
  const clash = useClash(() => form.value, (now) => { form.value = now; }, of.fields, of);
  function edit(one: T | null, start: Partial<F> = {}) {
    editing.value = one;
    form.value = { ...of.read(one), ...start };
    of.fields.value = {};
    clash.clear();
    open.value = true;
  }
  async function again(): Promise<Kept<F> | undefined> {
    const now = await of.again(editing.value!.id), before = editing.value!;
    if (!now || now.version === before.version) return undefined;
    editing.value = now;
    return { version: now.version, form: of.read(now) };
  }
  const meanwhile = seeTo(of, clash, () => ({ version: editing.value!.version, form: of.read(editing.value) }), again);
  return { open, editing, form, edit, meanwhile, unchosen: clash.unchosen };
}
