import { createHash } from 'node:crypto';
import type { Fetch, Gap, SealRequest } from '../src/capture/protocol.js';

interface FakeTake {
  declared: Map<number, { sha256: string; bytes: number; durationMs: number }>;
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
  fault: () => 'none' | 'before' | 'after' = () => 'none';
  firstPuts: number[] = [];
  requests = 0;

  readonly fetch: Fetch = async (input, init) => {
    this.requests++;
    const fault = this.fault();
    if (fault === 'before') {
      throw new TypeError('network');
    }
    const response = this.answer(input, init);
    if (fault === 'after') {
      throw new TypeError('network');
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
      recording.title = body.title;
      return new Response(null, { status: 204 });
    }
    return json(this.state(match[1], recording));
  }

  private onTake(id: string, recording: FakeRecording, number: number, path: string, body: any): Response {
    let take = recording.takes.get(number);
    if (path === '') {
      if (!take) {
        take = { declared: new Map(), objects: new Map(), decoded: false };
        recording.takes.set(number, take);
      }
      return new Response(null, { status: 204 });
    }
    if (!take) {
      return problem(404, 'take', 'no such take');
    }
    if (path === '/chunks') {
      return json({
        chunks: body.chunks.map((chunk: { number: number; sha256: string; bytes: number; durationMs: number }) => {
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

  private state(id: string, recording: FakeRecording) {
    return {
      recording: id,
      state: recording.sealed ? 'SEALED' : 'CAPTURING',
      takes: [...recording.takes].map(([take, { decoded }]) => ({
        take,
        stored: [],
        capturedMs: null,
        storedMs: 0,
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
