/* When a phone may be sent another code, as the server said. It stays in this tab, so that a reload does not forget it. */
import { computed, onBeforeUnmount, onMounted, reactive, ref } from 'vue';

const KEPT = 'mm.codes';
interface Pause { until: number; usedUp: boolean }
function kept(): Record<string, Pause> {
  try {
    const all = Object.entries(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Record<string, Partial<Pause> | null>);
    return Object.fromEntries(all.filter((e): e is [string, Pause] => Number(e[1]?.until) > Date.now()));
  } catch { return {}; }
}
const pauses = reactive(kept());

/** phone: the one meant now. left: seconds; usedUp: not before tomorrow. */
export function usePause(phone: () => string) {
  const now = ref(Date.now()), left = computed(() => Math.max(0, Math.ceil(((pauses[phone()]?.until ?? 0) - now.value) / 1000)));
  let ticking = 0;
  onMounted(() => { ticking = window.setInterval(() => { now.value = Date.now(); }, 1000); });
  onBeforeUnmount(() => clearInterval(ticking));
  function pause(seconds: number, usedUp = false) {
    now.value = Date.now();
    pauses[phone()] = { until: now.value + seconds * 1000, usedUp };
    try { sessionStorage.setItem(KEPT, JSON.stringify(pauses)); } catch { /* a private window: this page only */ }
  }
  return { left, usedUp: computed(() => left.value > 0 && !!pauses[phone()]?.usedUp), pause };
}
