/* Which columns of a table somebody wants to see: kept in this browser, for each page by itself. */
import { ref, type Ref } from 'vue';

const KEPT = 'mm.admin.columns.';
export function useColumns(page: string | undefined): { hidden: Ref<string[]>; show: (key: string, on: boolean) => void } {
  const hidden = ref<string[]>([]);
  try {
    const kept: unknown = JSON.parse((page && localStorage.getItem(KEPT + page)) || '[]');
    if (Array.isArray(kept)) hidden.value = kept.filter((k): k is string => typeof k === 'string');
  } catch { /* all are shown */ }
  function show(key: string, on: boolean) {
    hidden.value = [...hidden.value.filter((k) => k !== key), ...(on ? [] : [key])];
    try { localStorage.setItem(KEPT + page, JSON.stringify(hidden.value)); } catch { /* private window: this visit only */ }
  }
  return { hidden, show };
}
