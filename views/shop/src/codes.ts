/* When a phone may be sent another code, as the server said. It stays in this tab, so that a reload does not forget it. */
import { computed, onBeforeUnmount, onMounted, reactive, ref } from 'vue';

const KEPT = 'mm.codes', LONG_S = 3600;
function kept(): Record<string, number> {
  try {
    const all = Object.entries(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as object);
    return Object.fromEntries(all.filter((e): e is [string, number] => typeof e[1] === 'number' && e[1] > Date.now()));
  } catch { return {}; }
}
const until = reactive(kept());

/** phone: the one meant now. left: seconds; usedUp: not before tomorrow. */
export function usePause(phone: () => string) {
  const now = ref(Date.now()), left = computed(() => Math.max(0, Math.ceil(((until[phone()] ?? 0) - now.value) / 1000)));
  let ticking = 0;
  onMounted(() => { ticking = window.setInterval(() => { now.value = Date.now(); }, 1000); });
  onBeforeUnmount(() => clearInterval(ticking));
  function pause(seconds: number) {
    now.value = Date.now();
    until[phone()] = now.value + seconds * 1000;
    try { sessionStorage.setItem(KEPT, JSON.stringify(until)); } catch { /* a private window: this page only */ }
  }
  return { left, usedUp: computed(() => left.value > LONG_S), pause };
}
