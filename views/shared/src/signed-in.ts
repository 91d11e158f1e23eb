/* Who is signed in: asked once, and only where a note in the browser says that somebody was. */
import { Problem } from './client';

/** ask: finds out who it is, and calls mark(true); forget: nobody is, and calls mark(false); why: to the surprise of whoever was. */
export function signedIn(note: string, ask: () => Promise<void>, forget: (why?: Problem) => void) {
  let asking: Promise<void> | null = null, known = false;
  function hint(set?: boolean): boolean {
    try {
      if (set === true) localStorage.setItem(note, '1');
      if (set === false) localStorage.removeItem(note);
      return localStorage.getItem(note) === '1';
    } catch { return true; }
  }
  function mark(isIn: boolean) {
    known = true;
    hint(isIn);
  }
  async function load(): Promise<void> {
    const was = hint();
    try {
      await ask();
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 401) throw e;
      forget(was ? e : undefined);
    }
  }
  /** Knows afterwards who is signed in. Asks once, and only where somebody was; anew: whatever is known. */
  async function settle(anew = false): Promise<void> {
    if (known && !anew) return;
    if (!anew && !hint()) { known = true; return; }
    asking ??= load().finally(() => { asking = null; });
    await asking;
  }
  return { mark, settle };
}
