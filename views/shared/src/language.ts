/* Three languages; each is a chunk of its own, and only one is fetched. An app says where its texts are. */
import { createI18n } from 'vue-i18n';

export const LANGUAGES = [['zh-CN', '简体中文'], ['zh-TW', '繁體中文'], ['en', 'English']] as const;
export type Language = (typeof LANGUAGES)[number][0];
const KEPT = 'mm.language';

function known(text: string | null): Language | null {
  if (!text) return null;
  if (/^zh-(TW|HK|MO|Hant)/i.test(text)) return 'zh-TW';
  if (/^zh/i.test(text)) return 'zh-CN';
  return /^en/i.test(text) ? 'en' : null;
}

/** The language chosen before, else the first of the browser's that is one of ours. */
export function preferred(): Language {
  let kept: string | null = null;
  try { kept = localStorage.getItem(KEPT); } catch { /* private window */ }
  return known(kept) ?? navigator.languages.map(known).find((one) => one !== null) ?? 'zh-CN';
}

export function languages(texts: (wanted: Language) => Promise<object>) {
  const i18n = createI18n<false>({
    legacy: false, locale: 'zh-CN', fallbackLocale: false as unknown as string, messages: {},
    missing: (locale, key) => { console.error(`no text for ${key} in ${locale}`); return key; },
  });
  async function speak(wanted: Language): Promise<void> {
    i18n.global.setLocaleMessage(wanted, await texts(wanted));
    i18n.global.locale.value = wanted;
    document.documentElement.lang = wanted;
    try { localStorage.setItem(KEPT, wanted); } catch { /* private window: this visit only */ }
  }
  return {
    i18n, speak,
    language: () => i18n.global.locale.value as Language,
    say18n: (key: string, named: Record<string, unknown> = {}) => i18n.global.t(key, named),
  };
}
