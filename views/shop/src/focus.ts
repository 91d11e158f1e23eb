/* While something lies over the page the keyboard stays in it: Tab goes round, Escape closes, and afterwards
   the focus is where it was. Of several the one that opened last has it. */
const held: HTMLElement[] = [];
const REACHED = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** Until the function it gives is called. before: where it goes back to. */
export function holdFocus(box: HTMLElement, close: () => void, before = document.activeElement): () => void {
  function turn(e: KeyboardEvent) {
    if (held[held.length - 1] !== box) return;
    if (e.key === 'Escape') { e.stopPropagation(); close(); return; }
    if (e.key !== 'Tab') return;
    const stops = [...box.querySelectorAll<HTMLElement>(REACHED)].filter((s) => s.tabIndex >= 0 && s.getClientRects().length > 0);
    const first = stops[0], last = stops[stops.length - 1], at = document.activeElement;
    if (first && last && at !== box && box.contains(at) && at !== (e.shiftKey ? first : last)) return;
    e.preventDefault();
    (e.shiftKey ? last : first)?.focus();
  }
  held.push(box);
  box.tabIndex = -1;
  box.focus({ preventScroll: true });
  document.addEventListener('keydown', turn, true);
  return () => {
    document.removeEventListener('keydown', turn, true);
    held.splice(held.indexOf(box), 1);
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
