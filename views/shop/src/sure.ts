import { showConfirmDialog } from 'vant';
import { nextTick } from 'vue';
import { holdFocus } from './focus';
import { isPop, router } from './router';

export async function ask(title: string, message: string, yes: string, no: string): Promise<boolean> {
  const before = document.activeElement, answer = showConfirmDialog({ title, message, confirmButtonText: yes, cancelButtonText: no, closeOnPopstate: false });
  await nextTick();
  await nextTick();
  const box = [...document.querySelectorAll<HTMLElement>('.van-dialog')].pop();
  const refuse = () => box?.querySelector<HTMLElement>('.van-dialog__cancel')?.click();
  const release = box && holdFocus(box, refuse, before), leave = router.beforeEach(() => { if (!isPop()) return true; refuse(); return false; });
  try {
    await answer;
    return true;
  } catch { return false; } finally { release?.(); leave(); }
}
