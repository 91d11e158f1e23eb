import { languages, type Language } from '@micromall/shared/language';
import type { Messages } from './locales/zh-CN';

export { LANGUAGES, preferred, type Language } from '@micromall/shared/language';

const load: Record<Language, () => Promise<{ default: Messages }>> = {
  'zh-CN': () => import('./locales/zh-CN'), 'zh-TW': () => import('./locales/zh-TW'), en: () => import('./locales/en'),
};

export const { i18n, speak, language, say18n } = languages(async (wanted) => (await load[wanted]()).default);
