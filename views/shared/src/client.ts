import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './api';

export interface FieldError { field?: string; code?: string; message?: string; bound?: number }

/** What went wrong, as the server said it (RFC 9457), or as the network did. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldError[] = [],
    readonly requestId = '',
    /** In how many seconds it may be asked again, as the server said; 0 when it did not. */
    readonly retryAfter = 0,
  ) {
    super(detail);
  }

  /** Nobody knows whether the server did it: the same request, with the same key, may be sent again. */
  get unsure(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429 || (this.status === 409 && this.code === 'unknown');
  }

  fields(): Record<string, string> {
    return Object.fromEntries(this.errors.filter((e) => e.field).map((e) => [e.field, e.message ?? '']));
  }
}

export interface Caller { language(): string; csrf(): string }

const TIMEOUT_MS = 15000;

async function fetchOrProblem(request: Request): Promise<Response> {
  try {
    return await fetch(new Request(request, { signal: AbortSignal.timeout(TIMEOUT_MS) }));
  } catch {
    throw new Problem(0, navigator.onLine ? 'network' : 'offline', '');
  }
}

export function createApi(caller: Caller) {
  const client = createClient<paths>({ baseUrl: '/', fetch: fetchOrProblem });
  const own: Middleware = {
    onRequest({ request }) {
      request.headers.set('Accept', 'application/json');
      request.headers.set('Accept-Language', caller.language());
      if (request.method !== 'GET' && caller.csrf()) request.headers.set('X-CSRF-Token', caller.csrf());
      return request;
    },
  };
  client.use(own);
  return client;
}

interface Outcome<T> { data?: T; error?: unknown; response: Response }

export const retryAfter = (response: Response) => Number(response.headers.get('Retry-After')) || 0;

/** The data, or a Problem thrown. */
export async function must<T>(asked: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (response.ok) return data as T;
  const said = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: string; detail?: string; title?: string; errors?: FieldError[]; request_id?: string;
  };
  throw new Problem(response.status, said.code ?? 'unknown', said.detail ?? said.title ?? '', said.errors ?? [],
    said.request_id ?? response.headers.get('X-Request-Id') ?? '', retryAfter(response));
}

/** A word no other request has, for Idempotency-Key. Also where crypto.randomUUID is missing (plain HTTP). */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** A picture of the shop, as a path on this host; nothing for a picture of somebody else's. */
export function mediaUrl(path?: string | null): string {
  if (!path) return '';
  if (/^[a-z]+:/i.test(path) || path.startsWith('//')) return path.startsWith(`${location.origin}/`) ? path : '';
  return path.startsWith('/') ? path : `/media/${path}`;
}
