/* Three languages; each is a chunk of its own, and only one is fetched. */
import { createI18n } from 'vue-i18n';
import type { Messages } from './locales/zh-CN';

export const LANGUAGES = [['zh-CN', '简体中文'], ['zh-TW', '繁體中文'], ['en', 'English']] as const;
export type Language = (typeof LANGUAGES)[number][0];
const KEPT = 'mm.language';
const load: Record<Language, () => Promise<{ default: Messages }>> = {
  'zh-CN': () => import('./locales/zh-CN'), 'zh-TW': () => import('./locales/zh-TW'), en: () => import('./locales/en'),
};

export const i18n = createI18n<false>({ legacy: false, locale: 'zh-CN', fallbackLocale: false as unknown as string, messages: {}, missing: (locale, key) => { console.error(`no text for ${key} in ${locale}`); return key; } });

export function language(): Language {
  return i18n.global.locale.value as Language;
}

function known(text: string | null): Language | null {
  if (!text) return null;
  if (/^zh-(TW|HK|MO|Hant)/i.test(text)) return 'zh-TW';
  if (/^zh/i.test(text)) return 'zh-CN';
  return /^en/i.test(text) ? 'en' : null;
}

export async function speak(wanted: Language): Promise<void> {
  i18n.global.setLocaleMessage(wanted, (await load[wanted]()).default);
  i18n.global.locale.value = wanted;
  document.documentElement.lang = wanted;
  try { localStorage.setItem(KEPT, wanted); } catch { /* private window: this visit only */ }
}

export function preferred(): Language {
  let kept: string | null = null;
  try { kept = localStorage.getItem(KEPT); } catch { /* as above */ }
  return known(kept) ?? navigator.languages.map(known).find((one) => one !== null) ?? 'zh-CN';
}
