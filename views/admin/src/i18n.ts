import type { Language as ElementWords } from 'element-plus/es/locale';
import { languages, type Language } from '@micromall/shared/language';
import { shallowRef } from 'vue';
import type { Messages } from './locales/zh-CN';

export { LANGUAGES, preferred, type Language } from '@micromall/shared/language';

/* A chunk has Element Plus's own words as well. */
const load: Record<Language, () => Promise<[{ default: Messages }, { default: ElementWords }]>> = {
  'zh-CN': () => Promise.all([import('./locales/zh-CN'), import('element-plus/es/locale/lang/zh-cn')]),
  'zh-TW': () => Promise.all([import('./locales/zh-TW'), import('element-plus/es/locale/lang/zh-tw')]),
  en: () => Promise.all([import('./locales/en'), import('element-plus/es/locale/lang/en')]),
};
export const elementWords = shallowRef<ElementWords>();

export const { i18n, speak, language, say18n } = languages(async (wanted) => {
  const [own, element] = await load[wanted]();
  elementWords.value = element.default;
  return own.default;
});
