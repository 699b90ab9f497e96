import type { HttpOptions, HttpResponse } from '@capacitor/core';
import type { Fetch } from '#page/capture/protocol.js';

/** The phone's own HTTP client: knows no cookies of a page and asks nobody for cross-origin leave. */
export type PhoneHttp = (options: HttpOptions) => Promise<HttpResponse>;

const CONNECT_MS = 15_000;
const READ_MS = 120_000;

/**
 * Sends what the page asks of its server, by address or by a path of its own, through the phone's HTTP client; so
 * neither server nor object store has to know the app's origin. What belongs to the app itself stays with the web view.
 */
export function phoneFetch(server: string, page: string, http: PhoneHttp, own: Fetch): Fetch {
  return async (input, init = {}) => {
    const asked = new URL(input, page);
    if (asked.origin === new URL(page).origin && !asked.pathname.startsWith('/api/') && init.method === undefined) {
      return own(input, init);
    }
    const url = asked.origin === new URL(page).origin ? server + asked.pathname + asked.search : asked.href;
    if (!/^https?:/.test(url)) {
      return own(input, init);
    }
    init.signal?.throwIfAborted();
    const answer = http({
      url,
      method: init.method ?? 'GET',
      connectTimeout: CONNECT_MS,
      readTimeout: READ_MS,
      responseType: 'text',
      shouldEncodeUrlParams: false,
      ...(await withBody(init)),
    });
    return response(await unlessAborted(answer, init.signal ?? undefined));
  };
}

async function withBody(init: RequestInit): Promise<Pick<HttpOptions, 'headers' | 'data' | 'dataType'>> {
  const headers = Object.fromEntries(new Headers(init.headers));
  const { body } = init;
  if (body === undefined || body === null) {
    return { headers };
  }
  if (typeof body === 'string') {
    const isJson = (headers['content-type'] ?? '').includes('json');
    return { headers, data: isJson ? JSON.parse(body) : body };
  }
  // Android sends no body without a type.
  headers['content-type'] ??= 'application/octet-stream';
  return { headers, data: base64(await new Response(body).arrayBuffer()), dataType: 'file' };
}

function response(answer: HttpResponse): Response {
  const { status, data } = answer;
  const isEmpty = status === 204 || status === 205 || status === 304;
  const text = typeof data === 'string' ? data : data === undefined || data === null ? '' : JSON.stringify(data);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    try {
      headers.set(name, value);
    } catch {
      // a name that pages may not have, such as Android's for the status line
    }
  }
  return new Response(isEmpty ? null : text, { status, headers });
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) {
    return work;
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** In pieces, as an engine takes only so many arguments. */
function base64(buffer: ArrayBuffer): string {
  const all = new Uint8Array(buffer);
  let text = '';
  for (let from = 0; from < all.length; from += 8_192) {
    text += String.fromCharCode(...all.subarray(from, from + 8_192));
  }
  return btoa(text);
}
