/* The editor of rich text, a chunk of its own. It offers what the server keeps (lib/html.h), and nothing else. */
import { Boot, createEditor, createToolbar, i18nAddResources, i18nChangeLanguage, type IDomEditor, type IToolbarConfig } from '@wangeditor-next/editor';
import '@wangeditor-next/editor/dist/css/style.css';
import { traditional } from './editor-words';
import { language, say18n } from './i18n';

i18nAddResources('zh-TW', traditional);

/* Who opens the library for which editor. */
const pickers = new WeakMap<IDomEditor, () => void>();
const KEY = 'mediaPicture';
const ICON = '<svg viewBox="0 0 1024 1024"><path d="M128 160h768a32 32 0 0 1 32 32v640a32 32 0 0 1-32 32H128a32 32 0 0 1-32-32V192a32 32 0 0 1 32-32zm32 64v452l184-184a32 32 0 0 1 45 0l155 155 91-91a32 32 0 0 1 45 0l184 184V224H160zm544 64a80 80 0 1 1 0 160 80 80 0 0 1 0-160z"></path></svg>';
Boot.registerMenu({
  key: KEY,
  factory: () => ({
    title: say18n('media.insert'), iconSvg: ICON, tag: 'button', alwaysEnable: true,
    getValue: () => '', isActive: () => false, isDisabled: (editor) => editor.isDisabled(),
    exec: (editor) => { if (!editor.isDisabled()) pickers.get(editor)?.(); },
  }),
});

/* Its buttons have tooltips and no names, and its page a role that there is not. */
function name(bar: HTMLElement, page: HTMLElement, label: string): MutationObserver {
  const say = () => {
    for (const b of bar.querySelectorAll<HTMLElement>('button[data-tooltip]:not([aria-label], .select-button)')) b.setAttribute('aria-label', (b.dataset.tooltip ?? '').split('\n')[0]!);
    const text = page.querySelector('[contenteditable]:not([role=textbox])');
    text?.setAttribute('role', 'textbox');
    text?.setAttribute('aria-multiline', 'true');
    text?.setAttribute('aria-label', label);
  };
  const watch = new MutationObserver(say);
  for (const at of [bar, page]) watch.observe(at, { childList: true, subtree: true });
  say();
  return watch;
}

/* What is pasted or dropped. Pictures elsewhere would be gone after saving, so they do not come in at all: it is said
 * how many. A picture without words beside it is a file, as a screenshot, or one copied from a page. */
function receive(editor: IDomEditor, options: { onFiles(files: File[]): void; onForeign(n: number): void }) {
  const { insertData } = editor;
  editor.insertData = (data) => {
    const pictures = [...data.files].filter((f) => f.type.startsWith('image/')), html = data.getData('text/html');
    if (data.getData('application/x-slate-fragment')) { insertData(data); return; }
    const page = new DOMParser().parseFromString(html, 'text/html'), words = (page.body.textContent ?? '').trim() || data.getData('text/plain').trim();
    if (pictures.length && !words) { options.onFiles(pictures); return; }
    const foreign = [...page.querySelectorAll('img')].filter((img) => !keep(img));
    foreign.forEach((img) => img.remove());
    if (foreign.length) options.onForeign(foreign.length);
    if (html) insertData({ files: [], getData: (kind: string) => (kind === 'text/html' ? page.body.innerHTML : data.getData(kind)) } as unknown as DataTransfer);
    else insertData(data);
  };
  /* One of this shop, by its path: copied out of a page of ours it comes with the host. */
  function keep(img: HTMLImageElement): boolean {
    if (!img.src.startsWith(`${location.origin}/media/`)) return false;
    img.setAttribute('src', img.src.slice(location.origin.length));
    return true;
  }
}

export interface Writing { html(): string; set(html: string): void; insert(path: string): void; lock(on: boolean): void; end(): void }

/** onChange: what is written now, "" for nothing; not called for what set() made of its argument. */
export function write(bar: HTMLElement, page: HTMLElement, options: { html: string; label: string; placeholder: string; readonly: boolean; onChange(html: string): void; onPick(): void; onFiles(files: File[]): void; onForeign(n: number): void }): Writing {
  i18nChangeLanguage(language());
  let kept = '';
  const read = (editor: IDomEditor) => (editor.isEmpty() ? '' : editor.getHtml());
  const editor = createEditor({
    selector: page, html: options.html || '<p><br></p>', mode: 'simple',
    config: {
      placeholder: options.placeholder, readOnly: options.readonly, autoFocus: false, scroll: false,
      hoverbarKeys: { text: { menuKeys: ['headerSelect', 'bold', 'insertLink'] }, link: { menuKeys: ['editLink', 'unLink', 'viewLink'] }, image: { menuKeys: ['deleteImage'] }, table: { menuKeys: ['tableHeader', 'insertTableRow', 'deleteTableRow', 'insertTableCol', 'deleteTableCol', 'deleteTable'] } },
      onChange: (e) => { const html = read(e); if (html !== kept) { kept = html; options.onChange(html); } },
    },
  });
  kept = read(editor);
  const config: Partial<IToolbarConfig> = { toolbarKeys: ['headerSelect', 'bold', 'italic', 'underline', 'through', 'clearStyle', '|', 'bulletedList', 'numberedList', 'blockquote', 'divider', '|', 'insertLink', KEY, 'insertTable', '|', 'undo', 'redo'], modalAppendToBody: false };
  const toolbar = createToolbar({ editor, selector: bar, mode: 'simple', config });
  pickers.set(editor, options.onPick);
  receive(editor, options);
  const named = name(bar, page, options.label);
  return {
    html: () => read(editor),
    set: (html) => { editor.setHtml(html || '<p><br></p>'); kept = read(editor); },
    insert: (path) => { if (editor.selection) editor.restoreSelection(); else editor.focus(true); editor.insertNode({ type: 'image', src: path, alt: '', href: '', style: {}, children: [{ text: '' }] } as never); },
    lock: (on) => { if (on) editor.disable(); else editor.enable(); },
    end: () => { named.disconnect(); toolbar.destroy(); editor.destroy(); },
  };
}
