/* Light, dark, or what the device says; kept on this device. */
import { computed, ref, watch } from 'vue';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const KEPT = 'mm.admin.theme', device = matchMedia('(prefers-color-scheme: dark)');

function kept(): Theme {
  try {
    const text = localStorage.getItem(KEPT);
    return THEMES.find((one) => one === text) ?? 'auto';
  } catch { return 'auto'; }
}
export const theme = ref<Theme>(kept());

const onDevice = ref(device.matches);
export const isDark = computed(() => theme.value === 'dark' || (theme.value === 'auto' && onDevice.value));

function show() {
  document.documentElement.classList.toggle('dark', isDark.value);
}
export function startTheme() {
  show();
  device.addEventListener('change', () => { onDevice.value = device.matches; show(); });
  watch(theme, (now) => {
    show();
    try { localStorage.setItem(KEPT, now); } catch { /* private window: this visit only */ }
  });
}
