import { Refused, Unreachable, type Fetch, type Grant, type Problem, type RecordingDraft } from '../capture/protocol.js';

/** What a device is told when it asks to be connected (docs/capture-protocol.md, "A connected device"). */
export interface Pairing {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly address: string;
  readonly addressToType: string;
  readonly expires: string;
  readonly intervalSeconds: number;
}

export interface Token {
  readonly token: string;
  readonly device: string;
  readonly owner: string;
}

export interface Me {
  readonly owner: string;
  readonly name: string;
  readonly timeZone: string;
  readonly device: string;
  readonly maxUploadBytes: number;
  readonly tags?: readonly string[];
}

export interface ListedRecording {
  readonly recording: string;
  readonly title: string;
  readonly source: string;
  readonly recordedAt: string;
  readonly durationMs: number | null;
  readonly state: 'capturing' | 'queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'stopped';
  readonly step: string | null;
  readonly done: number;
  readonly total: number;
  readonly reason: string | null;
}

export type Back = 'page' | 'app';

const TIMEOUT_MS = 20_000;

/** Speaks for a device, not for a recording. Throws {@link Unreachable} or {@link Refused}, nothing else. */
export class DeviceApi {
  /** @param server origin of the installation; empty for the page's own */
  constructor(
    readonly server = '',
    private readonly fetch: Fetch = (input, init) => globalThis.fetch(input, init),
  ) {}

  beginPairing(name: string, back: Back | undefined): Promise<Pairing> {
    return this.call('POST', '/devices', undefined, { name, ...(back ? { back } : {}) });
  }

  /** Undefined while nobody has answered. */
  async collectToken(deviceCode: string): Promise<Token | undefined> {
    const answer = await this.call<Partial<Token>>('POST', '/devices/token', undefined, { deviceCode });
    const { token, device, owner } = answer;
    return token && device && owner ? { token, device, owner } : undefined;
  }

  me(token: string): Promise<Me> {
    return this.call('GET', '/me', token);
  }

  async grant(token: string, draft: RecordingDraft, source: 'CAPTURE' | 'UPLOAD'): Promise<Grant> {
    const { recording, title, recordedAt, consent } = draft;
    const grant = await this.call<Grant>('POST', '/grants', token, { recording, source, title, recordedAt, consent });
    return { ...grant, base: this.server + grant.base };
  }

  async recordings(token: string): Promise<readonly ListedRecording[]> {
    return (await this.call<{ recordings: ListedRecording[] }>('GET', '/recordings', token)).recordings;
  }

  disconnect(token: string): Promise<void> {
    return this.call('DELETE', '/devices/this', token);
  }

  private async call<T>(method: string, path: string, token: string | undefined, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
    if (token !== undefined) {
      headers['Authorization'] = `Bearer ${token}`;
    }
    const init: RequestInit = { method, headers, credentials: 'omit', cache: 'no-store' };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(body);
    }
    let response: Response;
    try {
      response = await this.fetch(`${this.server}/api/capture/v1${path}`, {
        ...init,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new Unreachable(cause instanceof Error ? cause.message : 'no connection');
    }
    if (response.status === 408 || response.status === 429 || response.status >= 500) {
      const seconds = Number(response.headers.get('Retry-After'));
      throw new Unreachable(`the server answered ${response.status}`, seconds > 0 ? seconds * 1000 : undefined);
    }
    let answer: unknown;
    try {
      answer = response.status === 204 ? undefined : await response.json();
    } catch {
      if (response.ok) {
        throw new Unreachable('the answer was cut off');
      }
    }
    if (!response.ok) {
      throw new Refused(response.status, (answer ?? {}) as Problem);
    }
    return answer as T;
  }
}
