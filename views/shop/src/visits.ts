/* Which pages are looked at, told to this shop alone: in batches, and never in the way of anybody.
 *
 * A view is told once it is left, or the page is hidden, whichever comes first; who then comes back to
 * the same page is not counted again. Nothing of it is kept on the device but the name in a cookie
 * that scripts do not see, and nothing goes wrong for the buyer when it cannot be told. */
import type { RouteLocationNormalized, Router } from 'vue-router';
import type { components } from '@micromall/shared/api';

type View = components['schemas']['visit_view_form'];
type Page = View['page'];

const EVERY_MS = 15000, AT_ONCE = 20, WAITING_MAX = 100, HOUR_MS = 3600000;
const PAGES: [RegExp, Page][] = [
  [/^\/$/, 'HOME'], [/^\/category$/, 'CATEGORY'], [/^\/search$/, 'SEARCH'], [/^\/products$/, 'LIST'], [/^\/product\/\d+$/, 'PRODUCT'], [/^\/cart$/, 'CART'],
  [/^\/checkout$/, 'CHECKOUT'], [/^\/pay\//, 'PAY'], [/^\/orders/, 'ORDER'], [/^\/(me|profile|addresses|sign)/, 'MEMBER'], [/^\/(articles?|notices?)\//, 'ARTICLE'],
];

interface Open { at: number; page: Page; object?: number; path: string; told: boolean }

const cut = (text: string | null, most: number) => (text ? [...text].slice(0, most).join('') : undefined);

/** What brought the browser here; of its first view alone. */
export function origin(search: string, referrer: string, host: string): Partial<View> {
  const q = new URLSearchParams(search);
  let from = '';
  try { from = new URL(referrer).host; } catch { /* nobody sent it */ }
  const share = q.get('share');
  return {
    utm_source: cut(q.get('utm_source'), 64), utm_medium: cut(q.get('utm_medium'), 64), utm_campaign: cut(q.get('utm_campaign'), 64),
    share_code: share && /^[\w-]{1,32}$/.test(share) ? share : undefined, referrer_host: from && from !== host ? from.slice(0, 100) : undefined,
  };
}

export const pageOf = (path: string): Page => PAGES.find(([looks]) => looks.test(path))?.[1] ?? 'OTHER';
/* The product of its page, and the category of a list. */
function objectOf({ path, query }: RouteLocationNormalized): number | undefined {
  const id = path === '/products' ? query.category : /^\/product\/(\d+)$/.exec(path)?.[1];
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) || undefined : undefined;
}

export function tellVisits(router: Router) {
  let came: Partial<View> = origin(location.search, document.referrer, location.host);
  let open: Open | null = null, named = false;
  const waiting: { at: number; view: Omit<View, 'ago_ms'> }[] = [];

  function leave() {
    if (!open || open.told) return;
    open.told = true;
    waiting.push({ at: open.at, view: { page: open.page, object_id: open.object, path: open.path, stay_ms: Math.min(HOUR_MS, Math.round(performance.now() - open.at)), ...came } });
    came = {};
    if (waiting.length > WAITING_MAX) waiting.shift();
  }
  function send() {
    if (!named || !navigator.onLine) return;
    while (waiting.length) {
      const some = waiting.slice(0, AT_ONCE), now = performance.now();
      const views: View[] = some.map((w) => ({ ...w.view, ago_ms: Math.min(HOUR_MS, Math.round(now - w.at)) }));
      if (!navigator.sendBeacon('/api/shop/visits', new Blob([JSON.stringify({ views })], { type: 'application/json' }))) return;
      waiting.splice(0, some.length);
    }
  }
  /* The cookie first: without it nothing is counted. */
  fetch('/api/shop/visitor', { credentials: 'same-origin' }).then((answer) => { named = answer.ok; }, () => undefined);
  router.afterEach((to, from, failure) => {
    if (failure || (open && to.path === from.path)) return;
    leave();
    open = { at: performance.now(), page: pageOf(to.path), object: objectOf(to), path: [...to.path].slice(0, 200).join(''), told: false };
  });
  const hidden = () => { leave(); send(); };
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') hidden(); });
  addEventListener('pagehide', hidden);
  window.setInterval(send, EVERY_MS);
}
