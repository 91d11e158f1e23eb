import { showConfirmDialog } from 'vant';
import { nextTick } from 'vue';
import { holdFocus } from './focus';

export async function ask(title: string, message: string, yes: string, no: string): Promise<boolean> {
  const before = document.activeElement, answer = showConfirmDialog({ title, message, confirmButtonText: yes, cancelButtonText: no, closeOnPopstate: true });
  await nextTick();
  await nextTick();
  const box = [...document.querySelectorAll<HTMLElement>('.van-dialog')].pop();
  const release = box && holdFocus(box, () => box.querySelector<HTMLElement>('.van-dialog__cancel')?.click(), before);
  try {
    await answer;
    return true;
  } catch { return false; } finally { release?.(); }
}
