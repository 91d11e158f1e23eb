/* The children of a list are dragged into another order, by mouse or by finger; what does it comes with its first use. */
import type Sortable from 'sortablejs';
import { nextTick, onBeforeUnmount, watch, type Ref } from 'vue';

/* A finger on a picture may want to scroll: it drags after a while. A handle is for nothing else. */
const HOLD_MS = 200;
export function useSorting(list: Readonly<Ref<HTMLElement | null | undefined>>, may: () => boolean, put: (from: number, to: number) => void, take: { handle: string; holds?: boolean }) {
  let drag: Sortable | null = null;
  watch([list, may], async ([el, on]) => {
    drag?.destroy();
    drag = null;
    if (!el || !on) return;
    const { default: Sort } = await import('sortablejs');
    await nextTick();
    if (list.value !== el) return;
    drag = Sort.create(el, {
      handle: take.handle, animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150, ...(take.holds ? { delay: HOLD_MS, delayOnTouchOnly: true } : {}),
      onEnd({ item, from, oldIndex, newIndex }) {
        if (oldIndex === undefined || newIndex === undefined || oldIndex === newIndex) return;
        /* Vue moves it, once it is said: so it goes back to where it was. */
        from.insertBefore(item, from.children[oldIndex + (newIndex < oldIndex ? 1 : 0)] ?? null);
        put(oldIndex, newIndex);
      },
    });
  }, { immediate: true });
  onBeforeUnmount(() => drag?.destroy());
}
