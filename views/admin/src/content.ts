/* What banners, floors, articles, announcements and hot words have in common in this app: their lists, acts and editors. */
import { fullTime } from '@micromall/shared/time';
import { computed, nextTick, ref, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { api, must, type Banner, type FloorLine } from './api';
import { plainText, type Told } from './clash';
import { useForm } from './form';
import { useShop } from './stores/shop';
import { say, sure, useAct, useLoad, useWords, type Loaded } from './use';

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
  /* What is published need not be seen: its time may be over, or not have come. The server's clock says. */
  async function published(id: number, title: string) {
    const now = await must(api.GET(`${at(kind)}/{id}`, params(id))).catch(() => null), phase = now ? stateOf(now) : '';
    if (phase === 'ENDED') say(t('content.publishedEnded', { title, time: fullTime(now!.ends_at!) }), 'error');
    else if (phase === 'SCHEDULED') say(t('content.publishedSoon', { title, time: fullTime(now!.starts_at!) }), 'info');
    else say(t('content.moved.publish', { title }));
  }
  async function move(one: { id: number; title?: string }, what: 'publish' | 'off' | 'delete') {
    const title = one.title ?? '';
    if (what === 'off' && !(await sure(t('content.sureOff', { title }), t('content.sureOffHint'), t('content.move.off'), false))) return false;
    if (what === 'delete' && !(await sure(t('content.sureDelete', { title }), t('content.sureDeleteHint'), t('act.delete')))) return false;
    const sent = () => must<unknown>(what === 'publish' ? api.POST(`${at(kind)}/{id}/publish`, params(one.id)) : what === 'off' ? api.POST(`${at(kind)}/{id}/off`, params(one.id)) : api.POST(`${at(kind)}/{id}/delete`, params(one.id)));
    const done = await act(sent);
    if (done && what === 'publish') await published(one.id, title);
    else if (done) say(t(`content.moved.${what}`, { title }));
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
interface Editor<F> {
  kind: Kind; id: number; blank: () => F; read: (got: never) => F; body: (form: F) => object; check: (form: F) => Record<string, string>; label: (field: string) => string;
  /** As in clash.ts. `now` is the thing as it is kept. */
  whole?: readonly string[]; place?: (path: string) => string; plain?: (path: string, value: unknown) => unknown; told?: (path: string, value: never, now: Line) => Told | undefined;
}

export function useEditor<F extends object>(of: Editor<F>) {
  const { t, can } = useWords(), { busy, fields, act } = useAct(), router = useRouter();
  type One = (Line & { texts?: Text[] }) | null;
  const ask = async () => ({ one: (of.id ? await must(api.GET(`${at(of.kind)}/{id}`, { params: { path: { id: of.id } } })) : null) as One });
  const form = ref(of.blank()) as Ref<F>, shop = useShop();
  const { dirty, keep, meanwhile, unchosen, version } = useForm<F>({
    form: () => form.value, restore: (typed) => { form.value = typed; }, fields, save, whole: of.whole, place: of.place, plain: of.plain,
    again: async () => { page.data = await ask(); return { version: page.data.one!.version, form: of.read(page.data.one as never) }; },
    /* "texts.en.title" is the title in English. */
    label: (path) => { const [list, locale, member] = path.split('.'); return list === 'texts' && member ? `${shop.others.find(([code]) => code === locale)?.[1] ?? locale} · ${of.label(member)}` : of.label(path); },
    told: (path, value) => (path.endsWith('body') ? plainText(value) : path === 'image' ? { images: value ? [String(value)] : [] } : of.told?.(path, value as never, page.data!.one!)),
  });
  const page: Loaded<{ one: One }> = useLoad(async () => {
    const got = await ask();
    page.data = got;                          // what is told of a draft (form.ts) is told by it
    if (got.one) form.value = of.read(got.one as never);
    keep(got.one?.version);
    return got;
  });
  async function save() {
    if (busy.value) return;
    fields.value = { ...of.check(form.value), ...unchosen() };
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
    const whole = { ...(body as object), version: version() } as never;
    const done = await act(() => must<unknown>(api.PUT(`${at(of.kind)}/{id}`, { params: { path: { id: of.id } }, body: whole })), null, meanwhile);
    if (!done) return;
    say(t('form.kept'));
    await page.load();
  }
  async function undo() {
    if (!(await sure(t('form.undoTitle'), t('form.undoHint'), t('form.undo')))) return;
    form.value = page.data?.one ? of.read(page.data.one as never) : of.blank();
    fields.value = {};
    keep(page.data?.one?.version);
  }
  return { page, form, fields, busy, dirty, save, undo, readonly: computed(() => !can('content:write')) };
}
