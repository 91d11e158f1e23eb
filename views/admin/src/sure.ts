import { ElMessageBox } from 'element-plus/es/components/message-box/index.mjs';
import 'element-plus/es/components/message-box/style/css';
import { say18n } from './i18n';

export async function ask(title: string, text: string, yes: string, danger: boolean): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, {
      confirmButtonText: yes, cancelButtonText: say18n('act.cancel'), autofocus: true, closeOnHashChange: true,
      confirmButtonClass: danger ? 'el-button--danger' : '', distinguishCancelAndClose: false,
    });
    return true;
  } catch { return false; }
}
