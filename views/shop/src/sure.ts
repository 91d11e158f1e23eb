import { showConfirmDialog } from 'vant';

export async function ask(title: string, message: string, yes: string, no: string): Promise<boolean> {
  try {
    await showConfirmDialog({ title, message, confirmButtonText: yes, cancelButtonText: no, closeOnPopstate: true });
    return true;
  } catch { return false; }
}
