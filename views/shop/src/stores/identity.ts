import { wearBrand } from '@micromall/shared/brand';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, mediaUrl, must, type Identity } from '../api';
import { language } from '../i18n';

/* Kept from the last visit, so that name and colour are there before the first answer. */
const KEPT = 'mm.identity';
function kept(): Identity | null {
  try {
    const text = localStorage.getItem(`${KEPT}.${language()}`);
    return text ? JSON.parse(text) as Identity : null;
  } catch { return null; }
}

export const useIdentity = defineStore('identity', () => {
  const { t } = useI18n({ useScope: 'global' });
  const is = ref<Identity | null>(kept()), failed = ref(false);
  function wear() {
    const worn = wearBrand(is.value?.brand_colour ?? '');
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', worn?.brand ?? '#c2311d');
    if (is.value?.logo) document.querySelector('link[rel="icon"]')?.setAttribute('href', logo.value);
  }
  async function load(): Promise<void> {
    const asked = language(), got = await must(api.GET('/api/shop/identity')).catch((e: unknown) => { failed.value = true; throw e; });
    if (asked !== language()) return;
    is.value = got;
    wear();
    try { localStorage.setItem(`${KEPT}.${asked}`, JSON.stringify(got)); } catch { /* private window: this visit only */ }
  }
  /* On a first visit it has no name yet: rather none for a moment than somebody else's. */
  const name = computed(() => is.value?.name || (is.value || failed.value ? t('shop.name') : ''));
  const logo = computed(() => mediaUrl(is.value?.logo) || '/icon.svg');
  return { is, name, logo, load, wear };
});
