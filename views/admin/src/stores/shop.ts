import { wearBrand } from '@micromall/shared/brand';
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { api, mediaUrl, must } from '../api';
import { LANGUAGES, say18n, type Language } from '../i18n';
import { isDark } from '../theme';

/* The shop whose panel this is: its name, face and colour, and the language its own texts are in. */
export const useShop = defineStore('shop', () => {
  const is = ref<{ name?: string; logo?: string; brand_colour?: string; locale?: string } | null>(null);
  async function load(): Promise<void> { is.value = await must(api.GET('/api/shop/identity')); }
  watch([() => is.value?.brand_colour, isDark], ([colour, dark]) => { wearBrand(colour ?? '', dark); });
  const locale = computed<Language>(() => LANGUAGES.find(([code]) => code === is.value?.locale)?.[0] ?? 'zh-CN');
  return {
    is, load, locale,
    name: computed(() => is.value?.name || say18n('shop')),
    logo: computed(() => mediaUrl(is.value?.logo)),
    others: computed(() => LANGUAGES.filter(([code]) => code !== locale.value)),
  };
});
