/* What was typed when a session ran out: it waits in this tab for the same person to sign in again and come back to the
   same page. Once. */
const KEPT = 'mm.draft';
interface Draft { path: string; who: number; typed: string; base: string }

/** base: what the form began with, to see later whether somebody has changed it meanwhile. */
export function shelve(path: string, who: number, typed: unknown, base: unknown = null) {
  const draft: Draft = { path, who, typed: JSON.stringify(typed), base: JSON.stringify(base) };
  try { sessionStorage.setItem(KEPT, JSON.stringify(draft)); } catch { /* no room, or a private window: it is lost */ }
}

/** changed: the form began with `base` then, and begins with another now. */
export function unshelve<T, B = unknown>(path: string, who: number, base: B | null = null): { typed: T; base: B; changed: boolean } | null {
  try {
    const draft = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Draft | null;
    if (!draft || draft.path !== path) return null;
    sessionStorage.removeItem(KEPT);
    return draft.who === who ? { typed: JSON.parse(draft.typed) as T, base: JSON.parse(draft.base) as B, changed: draft.base !== JSON.stringify(base) } : null;
  } catch { return null; }
}
