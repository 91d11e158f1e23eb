/* Light, dark, or what the device says; kept on this device. */
import { ref, watch } from 'vue';

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

function show() {
  document.documentElement.classList.toggle('dark', theme.value === 'dark' || (theme.value === 'auto' && device.matches));
}
export function startTheme() {
  show();
  device.addEventListener('change', show);
  watch(theme, (now) => {
    show();
    try { localStorage.setItem(KEPT, now); } catch { /* private window: this visit only */ }
  });
}
