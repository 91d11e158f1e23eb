/* What banners, floors, articles, announcements and hot words have in common in this app: their lists, acts and editors. */
import { computed, nextTick, ref, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { api, must, type Banner, type FloorLine } from './api';
import { say, sure, useAct, useDirty, useLoad, useWords } from './use';

export const KINDS = ['banners', 'home-floors', 'articles', 'announcements', 'hot-words'] as const;
export type Kind = (typeof KINDS)[number];
export const WORDS: Record<Kind, string> = { banners: 'banner', 'home-floors': 'floor', articles: 'article', announcements: 'announcement', 'hot-words': 'hotWord' };
/** What a row of any of the lists may say. */
export type Line = Partial<Omit<Banner, 'id' | 'version'>> & Partial<Omit<FloorLine, 'id' | 'version'>> & { id: number; version: number };
export interface Text { locale?: string; title?: string; body?: string }
export type Texts = Record<string, { title: string; body: string }>;

/* All answer alike: the client's types know them by the first. */
const at = (kind: Kind) => `/api/admin/${kind}` as '/api/admin/banners';
export const stateOf = (one: { phase?: string; state?: string }) => one.phase ?? one.state ?? '';
export const TONES: Record<string, string> = { LIVE: 'success', PUBLISHED: 'success', SCHEDULED: 'info', DRAFT: 'warning', OFF: 'quiet', ENDED: 'quiet' };
export const isShown = (one: { phase?: string; state?: string }) => !['DRAFT', 'OFF'].includes(stateOf(one));

export async function listAll(kind: Kind): Promise<Line[]> { return (await must(api.GET(at(kind)))).items as Line[]; }
export function arrange(kind: Kind, ids: number[]) { return must<unknown>(api.POST(`${at(kind)}/order`, { body: { items: ids.map((id) => ({ id })) } })); }

export function useActs(kind: Kind, after: () => Promise<void>) {
  const { t } = useWords(), { busy, act } = useAct(), params = (id: number) => ({ params: { path: { id } } });
  async function move(one: { id: number; title?: string }, what: 'publish' | 'off' | 'delete') {
    const title = one.title ?? '';
    if (what === 'off' && !(await sure(t('content.sureOff', { title }), t('content.sureOffHint'), t('content.move.off'), false))) return false;
    if (what === 'delete' && !(await sure(t('content.sureDelete', { title }), t('content.sureDeleteHint'), t('act.delete')))) return false;
    const sent = () => must<unknown>(what === 'publish' ? api.POST(`${at(kind)}/{id}/publish`, params(one.id)) : what === 'off' ? api.POST(`${at(kind)}/{id}/off`, params(one.id)) : api.POST(`${at(kind)}/{id}/delete`, params(one.id)));
    const done = await act(sent);
    if (done) say(t(`content.moved.${what}`, { title }));
    if (what !== 'delete' || !done) await after();
    return !!done;
  }
  return { moving: busy, move };
}

/* ---- texts in other languages: what has no title is not sent ---- */
export function textsOf(list?: Text[]): Texts {
  return Object.fromEntries((list ?? []).map((one) => [one.locale ?? '', { title: one.title ?? '', body: one.body ?? '' }]));
}
export function titlesOf(texts: Texts) {
  return Object.entries(texts).filter(([, one]) => one.title.trim()).map(([locale, one]) => ({ locale: locale as 'en', title: one.title.trim() }));
}

/* ---- the form of one: read, changed, saved by its version, never left by mistake ---- */
interface Editor<F> { kind: Kind; id: number; blank: () => F; read: (got: never) => F; body: (form: F) => object; check: (form: F) => Record<string, string> }

export function useEditor<F extends object>(of: Editor<F>) {
  const { t, can } = useWords(), { busy, fields, act } = useAct(), router = useRouter();
  const form = ref(of.blank()) as Ref<F>, { dirty, keep } = useDirty(() => form.value, (typed) => { form.value = typed; });
  const page = useLoad(async () => {
    const got = of.id ? await must(api.GET(`${at(of.kind)}/{id}`, { params: { path: { id: of.id } } })) : null;
    if (got) form.value = of.read(got as never);
    keep();
    return { one: got as (Line & { texts?: Text[] }) | null };
  });
  async function clash() { if (await sure(t('form.clash'), t('form.clashHint'), t('form.clashLoad'))) await page.load(); }
  async function save() {
    if (busy.value) return;
    fields.value = of.check(form.value);
    if (Object.keys(fields.value).length) return;
    const body = of.body(form.value) as never;
    if (!of.id) {
      const made = await act(() => must(api.POST(at(of.kind), { body })));
      if (!made) return;
      keep();
      say(t('content.created'));
      await nextTick();
      await router.replace(`/${of.kind}/${made.got.id}`);
      return;
    }
    const version = page.data!.one!.version, whole = { ...(body as object), version } as never;
    const done = await act(() => must<unknown>(api.PUT(`${at(of.kind)}/{id}`, { params: { path: { id: of.id } }, body: whole })), null, (p) => {
      if (p.code === 'conflict') void clash();
      return p.code === 'conflict';
    });
    if (!done) return;
    say(t('form.kept'));
    await page.load();
  }
  async function undo() {
    if (!(await sure(t('form.undoTitle'), t('form.undoHint'), t('form.undo')))) return;
    form.value = page.data?.one ? of.read(page.data.one as never) : of.blank();
    fields.value = {};
    keep();
  }
  return { page, form, fields, busy, dirty, save, undo, readonly: computed(() => !can('content:write')) };
}
