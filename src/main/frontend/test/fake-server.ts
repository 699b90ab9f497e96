import { createHash } from 'node:crypto';
import type { Fetch, Gap, SealRequest } from '../src/capture/protocol.js';

interface Declared {
  number: number;
  sha256: string;
  bytes: number;
  startMs: number;
  durationMs: number;
}

/** `before`: the request never arrives. `after`: it does, its answer does not. A number: that status, and no effect. */
export type Fault = 'none' | 'before' | 'after' | 'cut' | number;

interface FakeTake {
  declared: Map<number, Declared>;
  startOffsetMs: number;
  objects: Map<number, Uint8Array>;
  decoded: boolean;
}

interface FakeRecording {
  takes: Map<number, FakeTake>;
  sealed: SealRequest | undefined;
  title: string;
}

/**
 * A server that keeps the protocol as docs/capture-protocol.md has it, behind a network that `fault` may break: before
 * the request arrives, or after it was carried out and before the answer is back.
 */
export class FakeServer {
  readonly recordings = new Map<string, FakeRecording>();
  fault: (url: string) => Fault = () => 'none';
  /** Tokens that are valid no more. */
  readonly expired = new Set<string>();
  /** What the server refused for good, for a test to look at. */
  readonly refusals: string[] = [];
  firstPuts: number[] = [];
  requests = 0;
  /** Marks and tags as they were said, in order. */
  readonly said: unknown[] = [];
  /** A method that is answered with a no. */
  refuses = '';

  readonly fetch: Fetch = async (input, init) => {
    this.requests++;
    const fault = this.fault(input);
    if (fault === 'before') {
      throw new TypeError('network');
    }
    if (typeof fault === 'number') {
      return new Response('busy', { status: fault, headers: { 'Retry-After': '1' } });
    }
    const response = this.answer(input, init);
    if (fault === 'after') {
      throw new TypeError('network');
    }
    if (fault === 'cut' && response.status === 200) {
      return new Response('{"chu', { status: 200 });
    }
    return response;
  };

  recording(id: string): FakeRecording {
    let found = this.recordings.get(id);
    if (!found) {
      found = { takes: new Map(), sealed: undefined, title: '' };
      this.recordings.set(id, found);
    }
    return found;
  }

  /** Whether the store holds the bytes that were declared. */
  stores(id: string, take: number, number: number): boolean {
    return this.recordings.get(id)?.takes.get(take)?.objects.has(number) ?? false;
  }

  decodes(id: string, take: number): boolean {
    return this.recordings.get(id)?.takes.get(take)?.decoded ?? false;
  }

  private answer(input: string, init: RequestInit = {}): Response {
    if (input.startsWith('store:')) {
      return this.put(input, init);
    }
    const match = /^\/api\/recordings\/([^/]+)(?:\/(.*))?$/.exec(input);
    if (!match?.[1]) {
      return new Response(null, { status: 404 });
    }
    const token = String((init.headers as Record<string, string>)?.['Authorization']).replace('Bearer ', '');
    if (this.expired.has(token)) {
      return problem(404, 'not-found', 'no such recording');
    }
    const recording = this.recording(match[1]);
    const body = init.body ? JSON.parse(String(init.body)) : {};
    const path = match[2] ?? '';
    const part = /^takes\/(\d+)(.*)$/.exec(path);
    if (part) {
      return this.onTake(match[1], recording, Number(part[1]), part[2] ?? '', body);
    }
    if (path === 'seal') {
      return this.seal(recording, body as SealRequest);
    }
    if (init.method === 'PATCH') {
      if (this.refuses === 'PATCH') {
        return problem(422, 'invalid', 'not wanted');
      }
      recording.title = body.title ?? recording.title;
      if (body.marks || body.tags) {
        this.said.push(body);
      }
      return new Response(null, { status: 204 });
    }
    return json(this.state(match[1], recording));
  }

  private onTake(id: string, recording: FakeRecording, number: number, path: string, body: any): Response {
    let take = recording.takes.get(number);
    if (path === '') {
      if (!take) {
        if (recording.sealed) {
          return this.refuse(409, 'sealed', 'the recording is sealed');
        }
        take = { declared: new Map(), objects: new Map(), decoded: false, startOffsetMs: body.startOffsetMs };
        recording.takes.set(number, take);
      }
      if (take.startOffsetMs !== body.startOffsetMs) {
        return this.refuse(409, 'take-differs', 'another start');
      }
      return new Response(null, { status: 204 });
    }
    if (!take) {
      return problem(404, 'take', 'no such take');
    }
    if (path === '/chunks') {
      for (const chunk of body.chunks as Declared[]) {
        const known = take.declared.get(chunk.number);
        if (known && known.sha256 !== chunk.sha256) {
          return this.refuse(409, 'chunk-differs', `chunk ${chunk.number} was declared as other sound`);
        }
        if (!known && recording.sealed) {
          return this.refuse(409, 'sealed', 'the recording is sealed');
        }
      }
      return json({
        chunks: body.chunks.map((chunk: Declared) => {
          take.declared.set(chunk.number, chunk);
          return take.objects.has(chunk.number)
            ? { number: chunk.number, state: 'stored' }
            : { number: chunk.number, state: 'upload', url: `store:${id}/${number}/${chunk.number}`, headers: {} };
        }),
      });
    }
    const numbers = body.numbers as number[];
    return json({
      stored: numbers.filter((each) => take.objects.has(each)),
      missing: numbers.filter((each) => !take.objects.has(each)).map((each) => ({ number: each, reason: 'absent' })),
    });
  }

  private put(url: string, init: RequestInit): Response {
    const [id, take, number] = url.slice('store:'.length).split('/') as [string, string, string];
    const found = this.recordings.get(id)?.takes.get(Number(take));
    const bytes = new Uint8Array(init.body as ArrayBuffer);
    const declared = found?.declared.get(Number(number));
    if (!found || !declared || createHash('sha256').update(bytes).digest('hex') !== declared.sha256) {
      return new Response(null, { status: 403 });
    }
    if (found.objects.size === 0) {
      this.firstPuts.push(Number(number));
    }
    found.objects.set(Number(number), bytes);
    return new Response(null, { status: 200 });
  }

  private seal(recording: FakeRecording, request: SealRequest): Response {
    if (recording.sealed) {
      return json({ state: 'SEALED', takes: [], gaps: [] });
    }
    for (const [number, take] of recording.takes) {
      const made = request.takes.find((one) => one.take === number)?.chunks ?? 0;
      if ([...take.objects.keys()].some((chunk) => chunk >= made)) {
        return this.refuse(422, 'invalid', `take ${number} has more stored chunks than ${made}`);
      }
    }
    const gaps: Gap[] = [];
    for (const { take, chunks } of request.takes) {
      for (let number = 0; number < chunks; number++) {
        if (!recording.takes.get(take)?.objects.has(number)) {
          gaps.push({ take, chunks: [number, number], startMs: number * 4000, lengthMs: 4000, cause: 'not stored' });
        }
      }
    }
    if (gaps.length > 0 && !request.acceptGaps) {
      return problem(409, 'gaps', 'some sound is missing', { gaps });
    }
    recording.sealed = request;
    return json({ state: 'SEALED', takes: [], gaps });
  }

  private refuse(status: number, kind: string, detail: string): Response {
    this.refusals.push(`${kind}: ${detail}`);
    return problem(status, kind, detail);
  }

  private state(id: string, recording: FakeRecording) {
    return {
      recording: id,
      state: recording.sealed ? 'SEALED' : 'CAPTURING',
      takes: [...recording.takes].map(([take, { decoded, objects }]) => ({
        take,
        stored: [],
        capturedMs: null,
        storedMs: objects.size * 4000,
        decodedMs: decoded ? 1 : null,
      })),
      gaps: [],
    };
  }
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } });
}

function problem(status: number, kind: string, detail: string, more: object = {}): Response {
  return new Response(JSON.stringify({ type: `urn:ayka:capture:${kind}`, status, detail, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
