/* What was searched for on this device; it goes nowhere else. */
const KEPT = 'mm.searches', MOST = 12, WORD_MAX = 40;

/** As long as the shop looks for: what is beyond would only make it find less, or refuse. */
export const cutKeyword = (text: string) => [...text.replace(/\p{Cc}/gu, ' ').trim()].slice(0, WORD_MAX).join('').trim();

export function searches(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(list) ? list.filter((w): w is string => typeof w === 'string').slice(0, MOST) : [];
  } catch { return []; }
}
export function rememberSearch(word: string) {
  try { localStorage.setItem(KEPT, JSON.stringify([word, ...searches().filter((w) => w !== word)].slice(0, MOST))); } catch { /* private window */ }
}
export function forgetSearches() {
  try { localStorage.removeItem(KEPT); } catch { /* as above */ }
}
