/* Three languages; each is a chunk of its own with Element Plus's own words, and only one is fetched. */
import type { Language as ElementWords } from 'element-plus/es/locale';
import { shallowRef } from 'vue';
import { createI18n } from 'vue-i18n';
import type { Messages } from './locales/zh-CN';

export const LANGUAGES = [['zh-CN', '简体中文'], ['zh-TW', '繁體中文'], ['en', 'English']] as const;
export type Language = (typeof LANGUAGES)[number][0];
const KEPT = 'mm.language';
const load: Record<Language, () => Promise<[{ default: Messages }, { default: ElementWords }]>> = {
  'zh-CN': () => Promise.all([import('./locales/zh-CN'), import('element-plus/es/locale/lang/zh-cn')]),
  'zh-TW': () => Promise.all([import('./locales/zh-TW'), import('element-plus/es/locale/lang/zh-tw')]),
  en: () => Promise.all([import('./locales/en'), import('element-plus/es/locale/lang/en')]),
};

export const i18n = createI18n<false>({ legacy: false, locale: 'zh-CN', fallbackLocale: false as unknown as string, messages: {} });
export const elementWords = shallowRef<ElementWords>();
export const say18n = (key: string, named: Record<string, unknown> = {}) => i18n.global.t(key, named);

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
  const [own, element] = await load[wanted]();
  i18n.global.setLocaleMessage(wanted, own.default);
  elementWords.value = element.default;
  i18n.global.locale.value = wanted;
  document.documentElement.lang = wanted;
  try { localStorage.setItem(KEPT, wanted); } catch { /* private window: this visit only */ }
}

export function preferred(): Language {
  let kept: string | null = null;
  try { kept = localStorage.getItem(KEPT); } catch { /* as above */ }
  return known(kept) ?? navigator.languages.map(known).find((one) => one !== null) ?? 'zh-CN';
}
