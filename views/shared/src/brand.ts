/* The merchant's colour, made into those that the pages use; none when it cannot be read.
 *
 * Brand is the colour of buttons, prices and links, so that it is text on the page as well as the ground of
 * text. A light one is deepened a little; what would have to change beyond recognition is not taken at all,
 * and the house's own colours stay. */
export interface Brand { brand: string; deep: string; tint: string; on: string }
type Rgb = [number, number, number];

const TEXT = 4.5, STEP = 0.02, MOST = 0.34;     /* WCAG AA; how far it may move from what was asked for */
const WHITE: Rgb = [255, 255, 255], BLACK: Rgb = [0, 0, 0], INK: Rgb = [26, 22, 20];
const GROUNDS = { light: [245, 244, 242] as Rgb, dark: [28, 27, 26] as Rgb };

function parse(hex: string): Rgb | null {
  const m = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim());
  return m ? [parseInt(m[1]!, 16), parseInt(m[2]!, 16), parseInt(m[3]!, 16)] : null;
}
function print(c: Rgb): string { return `#${c.map((n) => Math.round(n).toString(16).padStart(2, '0')).join('')}`; }
function mix(c: Rgb, to: Rgb, share: number): Rgb { return c.map((n, i) => n + (to[i]! - n) * share) as Rgb; }
function light(c: Rgb): number {
  const [r, g, b] = c.map((n) => { const s = n / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function between(a: Rgb, b: Rgb): number {
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
export function contrast(a: string, b: string): number {
  const one = parse(a), other = parse(b);
  return one && other ? between(one, other) : 1;
}

export function brandOf(hex: string, dark = false): Brand | null {
  const asked = parse(hex), ground = dark ? GROUNDS.dark : GROUNDS.light, away = dark ? WHITE : BLACK;
  if (!asked) return null;
  for (let share = 0; share <= (dark ? 2 * MOST : MOST); share += STEP) {
    const brand = mix(asked, away, share), tint = mix(brand, dark ? ground : WHITE, dark ? 0.8 : 0.91), on = [WHITE, INK].find((c) => between(c, brand) >= TEXT);
    if (!on || between(brand, ground) < TEXT || between(brand, tint) < TEXT) continue;
    return { brand: print(brand), deep: print(mix(brand, away, 0.16)), tint: print(tint), on: print(on) };
  }
  return null;
}

/** Puts it on the page; the house's own colours where there is none. */
export function wearBrand(hex: string, dark = false): Brand | null {
  const found = brandOf(hex, dark), style = document.documentElement.style;
  const values = { '--brand': found?.brand, '--brand-deep': found?.deep, '--brand-tint': found?.tint, '--on-brand': found?.on };
  for (const [name, value] of Object.entries(values)) if (value) style.setProperty(name, value); else style.removeProperty(name);
  return found;
}
