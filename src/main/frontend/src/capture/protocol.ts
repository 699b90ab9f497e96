/**
 * The capture protocol, version 1, as docs/capture-protocol.md describes it: wire types and a small client. Every call
 * may be repeated; the answer to a repeat is the answer to the first.
 */

export const PROTOCOL_VERSION = 1;

/** What lets a device add sound to one recording and to nothing else. */
export interface Grant {
  readonly recording: string;
  readonly token: string;
  /** Base address of the protocol, such as `https://ayka.example/api/capture/v1`; may be relative to the page. */
  readonly base: string;
}

/** What a device says about a recording when it asks for a grant. */
export interface RecordingDraft {
  /** Id chosen by the device (UUID), so that recording starts before the server is asked. */
  readonly recording: string;
  readonly title: string;
  /** ISO time of the device's clock. */
  readonly recordedAt: string;
  readonly consent: ConsentNote;
}

/** Whether the people present agreed to be recorded, and who did, in the user's words. */
export interface ConsentNote {
  readonly agreed: boolean;
  readonly people: string;
}

/** A moment that somebody called important. */
export interface Mark {
  /** Chosen by the device (UUID). */
  readonly id: string;
  /** Milliseconds from the start of the recording. */
  readonly atMs: number;
  /** ISO time of the device's clock. */
  readonly at: string;
  readonly label?: string;
}

export interface TakeOpening {
  readonly mimeType: string;
  /** Milliseconds from the start of the recording at which this take begins. */
  readonly startOffsetMs: number;
  /** ISO time of the device's clock when the take began. */
  readonly deviceClock: string;
}

export interface ChunkDeclaration {
  readonly number: number;
  readonly bytes: number;
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Milliseconds from the start of the take. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** Where to put one chunk. `stored` chunks need no upload and carry no address. */
export type ChunkTicket =
  | { readonly number: number; readonly state: 'stored' }
  | { readonly number: number; readonly state: 'upload'; readonly url: string; readonly headers: Record<string, string> };

export interface Acknowledgement {
  readonly stored: readonly number[];
  readonly missing: readonly { readonly number: number; readonly reason: string }[];
}

export interface TakeState {
  readonly take: number;
  /** Inclusive ranges of chunk numbers that are stored, ascending. */
  readonly stored: readonly (readonly [number, number])[];
  readonly capturedMs: number | null;
  readonly storedMs: number;
  /** Null until the server has decoded the take. */
  readonly decodedMs: number | null;
}

export interface Gap {
  readonly take: number;
  /** Missing chunk numbers, first and last; absent when the gap lies between takes. */
  readonly chunks?: readonly [number, number];
  /** Milliseconds from the start of the recording. */
  readonly startMs: number;
  readonly lengthMs: number;
  readonly cause: string;
}

export interface RecordingState {
  readonly recording: string;
  readonly state: 'CAPTURING' | 'SEALED';
  readonly takes: readonly TakeState[];
  readonly gaps: readonly Gap[];
  /** Whether all that is said in it is written down; absent on servers that do not tell. */
  readonly transcribed?: boolean;
}

export interface SealedTake {
  readonly take: number;
  /** How many chunks the device made: numbers 0 to chunks - 1. */
  readonly chunks: number;
  readonly capturedMs: number;
  /** Sound that was not recorded before this take began (a reload, a lost microphone), with its cause. */
  readonly lostBefore?: Lost;
  /** Sound that was not recorded after the last take ended (the page was closed and nobody went on). */
  readonly lostAfter?: Lost;
}

/** `lengthMs` is 0 where nobody knows how long it was. */
export interface Lost {
  readonly lengthMs: number;
  readonly cause: string;
}

export interface SealRequest {
  readonly takes: readonly SealedTake[];
  /** Set only after a person agreed to finish without the missing sound. */
  readonly acceptGaps?: { readonly cause: string };
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly gaps?: readonly Gap[];
}

/** The other side could not be reached or is overloaded: try again later. */
export class Unreachable extends Error {
  constructor(
    message: string,
    readonly retryAfterMs?: number,
    /** What it answered, if it did. */
    readonly status?: number,
  ) {
    super(message);
    this.name = 'Unreachable';
  }
}

/** The server understood and said no: repeating the same request is useless. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.title ?? `refused with status ${status}`);
    this.name = 'Refused';
  }

  /** The last segment of the problem type, such as `gaps`. */
  get kind(): string {
    return (this.problem.type ?? '').split(/[/:]/).pop() ?? '';
  }
}

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 30_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** Nobody is kept waiting longer because a server, or a proxy before it, says so. */
const LONGEST_WISH_MS = 600_000;

/** Calls the capture API with one recording's token. Throws {@link Unreachable} or {@link Refused}, nothing else. */
export class CaptureApi {
  constructor(
    private readonly grant: Grant,
    private readonly fetch: Fetch = (input, init) => globalThis.fetch(input, init),
  ) {}

  openTake(take: number, opening: TakeOpening): Promise<void> {
    return this.call('PUT', `/takes/${take}`, opening);
  }

  async declareChunks(take: number, chunks: readonly ChunkDeclaration[]): Promise<readonly ChunkTicket[]> {
    return (await this.call<{ chunks: ChunkTicket[] }>('POST', `/takes/${take}/chunks`, { chunks })).chunks;
  }

  acknowledge(take: number, numbers: readonly number[]): Promise<Acknowledgement> {
    return this.call('POST', `/takes/${take}/chunks/ack`, { numbers });
  }

  state(): Promise<RecordingState> {
    return this.call('GET', '');
  }

  describe(title: string, consent: ConsentNote): Promise<void> {
    return this.call('PATCH', '', { title, consent });
  }

  /** Says all marks, all tags, or both; what is left out stays as it is. */
  annotate(words: { readonly marks?: readonly Mark[]; readonly tags?: readonly string[] }): Promise<void> {
    return this.call('PATCH', '', words);
  }

  seal(request: SealRequest): Promise<RecordingState> {
    return this.call('POST', '/seal', request);
  }

  openUpload(file: { fileName: string; contentType: string; bytes: number; sha256?: string }): Promise<UploadPlan> {
    return this.call('PUT', '/upload', file);
  }

  /** The newest recording of the same owner that holds this very file. */
  knownFile(sha256: string, bytes: number): Promise<KnownFile | undefined> {
    return this.call('POST', '/upload/known', { sha256, bytes });
  }

  async uploadParts(parts: readonly PartDeclaration[]): Promise<readonly PartTicket[]> {
    return (await this.call<{ parts: PartTicket[] }>('POST', '/upload/parts', { parts })).parts;
  }

  completeUpload(): Promise<RecordingState> {
    return this.call('POST', '/upload/complete', {});
  }

  abortUpload(): Promise<void> {
    return this.call('DELETE', '/upload');
  }

  /** Puts bytes straight into the object store. The signature covers length and checksum. */
  async put(url: string, headers: Record<string, string>, data: BodyInit): Promise<void> {
    const response = await this.send(url, { method: 'PUT', headers, body: data, credentials: 'omit' }, UPLOAD_TIMEOUT_MS);
    if (!response.ok) {
      // An expired signature, a damaged body, a busy store: each is mended by asking for a fresh address.
      throw new Unreachable(`the store answered ${response.status}`);
    }
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const init: RequestInit = {
      method,
      credentials: 'omit',
      cache: 'no-store',
      headers: { Authorization: `Bearer ${this.grant.token}`, Accept: 'application/json, application/problem+json' },
    };
    if (body !== undefined) {
      init.headers = { ...init.headers, 'Content-Type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    const url = `${this.grant.base}/recordings/${encodeURIComponent(this.grant.recording)}${path}`;
    const response = await this.send(url, init, TIMEOUT_MS);
    if (response.ok) {
      return (response.status === 204 ? undefined : await readJson(response)) as T;
    }
    if (response.status === 408 || response.status === 425 || response.status === 429 || response.status >= 500) {
      const seconds = Number(response.headers.get('Retry-After'));
      throw new Unreachable(
        `the server answered ${response.status}`,
        seconds > 0 ? Math.min(seconds * 1000, LONGEST_WISH_MS) : undefined,
        response.status,
      );
    }
    let problem: Problem = {};
    try {
      problem = (await response.json()) as Problem;
    } catch {
      // A proxy's page in place of a problem: the status says enough.
    }
    throw new Refused(response.status, problem);
  }

  private async send(url: string, init: RequestInit, timeoutMs: number): Promise<Response> {
    try {
      return await this.fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    } catch (cause) {
      throw new Unreachable(cause instanceof Error ? cause.message : 'no connection');
    }
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new Unreachable('the answer was cut off');
  }
}

export interface UploadPlan {
  readonly partBytes: number;
  readonly parts: number;
  /** Part numbers (from 1) that the store already holds. */
  readonly stored: readonly number[];
  /** SHA-256 of these, by number. */
  readonly checksums?: Readonly<Record<string, string>>;
}

export interface KnownFile {
  readonly recording: string;
  readonly title: string;
  /** ISO time. */
  readonly recordedAt: string;
}

export interface PartDeclaration {
  /** From 1. */
  readonly number: number;
  readonly sha256: string;
}

export interface PartTicket {
  readonly number: number;
  readonly url: string;
  readonly headers: Record<string, string>;
}
