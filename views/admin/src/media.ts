/* The library of pictures: uploads with their progress, and the wait until the server has made pictures of them. */
import { api, csrf, must, Problem, type Media } from './api';
import { language } from './i18n';

export const ACCEPTED = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'], BYTES_MAX = 10 * 1024 * 1024;
const WAIT_MS = 700, WAITS_MAX = 90, UPLOAD_MS = 120000;

/** Sent; the public pictures are made afterwards. progress: 0 to 1. fetch does not tell it, so this is the one XMLHttpRequest. */
export function upload(file: File, folder: number, progress: (share: number) => void): Promise<Media> {
  const form = new FormData(), ask = new XMLHttpRequest();
  form.append('folder_id', String(folder));
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    ask.upload.onprogress = (e) => { if (e.lengthComputable) progress(e.loaded / e.total); };
    ask.onerror = ask.ontimeout = () => reject(new Problem(0, navigator.onLine ? 'network' : 'offline', ''));
    ask.onload = () => {
      const said = ask.response as { media?: Media; code?: string; detail?: string; request_id?: string } | null;
      if (ask.status === 201 && said?.media) resolve(said.media);
      else reject(new Problem(ask.status, said?.code ?? 'unknown', said?.detail ?? '', [], said?.request_id ?? ''));
    };
    ask.open('POST', '/api/admin/media');
    ask.responseType = 'json';
    ask.timeout = UPLOAD_MS;
    ask.setRequestHeader('Accept', 'application/json');
    ask.setRequestHeader('Accept-Language', language());
    ask.setRequestHeader('X-CSRF-Token', csrf.token);
    ask.send(form);
  });
}

/** READY or REFUSED; a Problem when it takes too long. */
export async function whenMade(id: number): Promise<Media> {
  for (let i = 0; i < WAITS_MAX; i++) {
    const { media } = await must(api.GET('/api/admin/media/{id}', { params: { path: { id } } }));
    if (media.state !== 'WAITING') return media;
    await new Promise((r) => setTimeout(r, WAIT_MS));
  }
  throw new Problem(0, 'network', '');
}

export function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

export interface Folder { id: number; parent_id: number; name: string; version: number; path: string }

/** All folders, each with its path, by path. */
export async function loadFolders(): Promise<Folder[]> {
  const { items } = await must(api.GET('/api/admin/media-folders')), by = new Map(items.map((f) => [f.id, f]));
  const pathOf = (id: number): string => { const f = by.get(id); return f ? (f.parent_id ? `${pathOf(f.parent_id)} / ` : '') + (f.name ?? '') : ''; };
  return items.map((f) => ({ ...f, name: f.name ?? '', path: pathOf(f.id) })).sort((a, b) => a.path.localeCompare(b.path));
}
