import { Unreachable } from '../capture/protocol.js';

export interface PutOptions {
  readonly signal: AbortSignal;
  /** Bytes of this part that have left the device. */
  readonly progress: (bytes: number) => void;
}

export type Put = (url: string, headers: Record<string, string>, data: ArrayBuffer, options: PutOptions) => Promise<void>;

/** A slow line is no failure; one on which nothing moves is. */
const STALLED_MS = 60_000;
/** Without news of what moves, all of a part has to arrive in this time. */
const LONGEST_PART_MS = 600_000;

/** Puts bytes into the object store; unlike `fetch` it tells how far it is. */
export const put: Put = (url, headers, data, { signal, progress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    let stalled = 0;
    const moving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => end(new Unreachable('nothing moves')), STALLED_MS) as unknown as number;
    };
    const stop = () => end(signal.reason as Error);
    const end = (failure?: Error) => {
      clearTimeout(stalled);
      signal.removeEventListener('abort', stop);
      if (failure) {
        request.abort();
        reject(failure);
      } else {
        resolve();
      }
    };
    signal.addEventListener('abort', stop);
    request.open('PUT', url);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => {
      moving();
      progress(event.loaded);
    };
    request.onload = () => end(request.status >= 200 && request.status < 300 ? undefined : notStored(request.status));
    request.onerror = () => end(new Unreachable('no connection'));
    moving();
    request.send(data);
  });

/** The same where there is no page, or where an app brings a `fetch` of its own; a part is told when all of it has gone. */
export const putByFetch: Put = async (url, headers, data, { signal, progress }) => {
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal.throwIfAborted();
  const late = setTimeout(abort, LONGEST_PART_MS);
  signal.addEventListener('abort', abort);
  let response: Response;
  try {
    response = await fetch(url, { method: 'PUT', headers, body: data, credentials: 'omit', signal: stop.signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new Unreachable(cause instanceof Error ? cause.message : 'no connection');
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', abort);
  }
  if (!response.ok) {
    throw notStored(response.status);
  }
  progress(data.byteLength);
};

/** An expired signature, a damaged body, a busy store: each is mended by asking for a fresh address. */
function notStored(status: number): Unreachable {
  return new Unreachable(`the store answered ${status}`, undefined, status);
}
