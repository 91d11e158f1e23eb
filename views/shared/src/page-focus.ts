/* The link that was pressed went with its page: who works by keys goes on in the new one, not at the top of the window. */
import { nextTick, watch } from 'vue';

/** path: of the page that stands; its box is #main. */
export function focusPages(path: () => string) {
  watch(path, async () => {
    await nextTick();
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
  }, { flush: 'post' });
}
