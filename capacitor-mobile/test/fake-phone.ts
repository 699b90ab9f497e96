import { createHash } from 'node:crypto';
import type { PhoneChunkRow, PhoneRecordingRow, PhoneTakeRow, RecorderPlugin, RecorderStatus } from 'ayka-recorder';

type Listener = (news: never) => void;
interface Take extends Omit<PhoneTakeRow, 'chunks' | 'ended'> {
  ended?: { chunks: number; capturedMs: number; paused: boolean };
  rows: PhoneChunkRow[];
}

/** A phone whose recorder behaves as the plug-in's, and whose person presses its own buttons. */
export class FakePhone implements RecorderPlugin {
  readonly disk = new Map<string, { note: string; ended: boolean; marks: number[]; takes: Take[] }>();
  readonly bytes = new Map<string, Uint8Array>();
  refuses: string | undefined;
  level = 0.4;
  calls: string[] = [];

  private now: { recording: string; state: 'recording' | 'paused' | 'interrupted' } | undefined;
  private readonly listeners = new Map<string, Set<Listener>>();

  // ------------------------------------------------------------------ what happens outside the page
  /** Hears one chunk of 4 s. */
  hear(): void {
    const take = this.take();
    const number = take.rows.length;
    const sound = new Uint8Array([1, take.take, number, 200, 255, 0, 128]);
    const recording = this.now!.recording;
    this.bytes.set(`${recording}/${take.take}/${number}`, sound);
    take.rows.push({
      number,
      bytes: sound.length,
      sha256: createHash('sha256').update(sound).digest('hex'),
      startMs: number * 4_000,
      durationMs: 4_000,
      heardAtMs: 1_763_000_000_000,
      here: true,
    });
    this.tell('kept', { recording, take: take.take, number });
  }

  call(): void {
    this.endTake(false);
    this.now = { ...this.now!, state: 'interrupted' };
    this.changed();
  }

  callOver(lengthMs: number): void {
    this.beginTake({ lengthMs, cause: 'phone call' });
    this.now = { ...this.now!, state: 'recording' };
    this.changed();
  }

  markOnLockScreen(atMs: number): void {
    this.disk.get(this.now!.recording)!.marks.push(atMs);
    this.changed();
  }

  stopOnLockScreen(): void {
    void this.stop();
  }

  /** The app is killed and starts again. */
  killed(): void {
    this.now = undefined;
    this.listeners.clear();
  }

  // ------------------------------------------------------------------ the plug-in
  async start({ recording, note }: { recording: string; note: string }): Promise<RecorderStatus> {
    this.calls.push('start');
    if (this.refuses) {
      throw Object.assign(new Error('no sound comes'), { code: this.refuses });
    }
    const before = this.disk.get(recording);
    this.disk.set(recording, before ?? { note, ended: false, marks: [], takes: [] });
    this.now = { recording, state: 'recording' };
    this.beginTake(before ? { lengthMs: 30_000, cause: 'the app was ended while recording' } : undefined);
    this.changed();
    return this.status();
  }

  async pause(): Promise<RecorderStatus> {
    this.endTake(true);
    this.now = { ...this.now!, state: 'paused' };
    this.changed();
    return this.status();
  }

  async resume(): Promise<RecorderStatus> {
    this.beginTake(undefined);
    this.now = { ...this.now!, state: 'recording' };
    this.changed();
    return this.status();
  }

  async stop(): Promise<RecorderStatus> {
    if (this.now) {
      this.endTake(true);
      const recording = this.disk.get(this.now.recording)!;
      recording.ended = true;
      if (recording.takes.every((take) => take.rows.length === 0)) {
        this.disk.delete(this.now.recording);
      }
      this.now = undefined;
      this.changed();
    }
    return this.status();
  }

  async mark(): Promise<{ atMs?: number }> {
    return {};
  }

  async flush(): Promise<void> {
    this.calls.push('flush');
  }

  async status(): Promise<RecorderStatus> {
    const cause = this.now?.state === 'interrupted' ? { cause: 'phone call' } : {};
    const recording = this.now ? { recording: this.now.recording } : {};
    const takes = this.now ? (this.disk.get(this.now.recording)?.takes ?? []) : [];
    const elapsedMs = takes.reduce((sum, take) => sum + take.rows.length * 4_000, 0);
    return { state: this.now?.state ?? 'idle', ...recording, ...cause, elapsedMs, level: this.level };
  }

  async recordings(): Promise<{ recordings: PhoneRecordingRow[] }> {
    return {
      recordings: [...this.disk].map(([id, { note, ended, marks, takes }]) => ({
        id,
        note,
        ended,
        marks: [...marks],
        takes: takes.map(({ rows, ...take }) => ({ ...take, chunks: rows.length })),
      })),
    };
  }

  async chunks({ recording, take, from }: { recording: string; take: number; from: number }) {
    this.calls.push(`chunks ${take} ${from}`);
    const rows = this.disk.get(recording)?.takes[take]?.rows ?? [];
    return { chunks: rows.filter((row) => row.number >= from) };
  }

  async read({ recording, take, number }: { recording: string; take: number; number: number }) {
    const sound = this.bytes.get(`${recording}/${take}/${number}`);
    return sound ? { base64: Buffer.from(sound).toString('base64') } : {};
  }

  async release({ recording, take, numbers }: { recording: string; take: number; numbers: number[] }): Promise<void> {
    for (const number of numbers) {
      this.bytes.delete(`${recording}/${take}/${number}`);
    }
    const kept = this.disk.get(recording)?.takes[take];
    if (kept) {
      kept.rows = kept.rows.map((row) => (numbers.includes(row.number) ? { ...row, here: false } : row));
    }
  }

  async finish({ recording }: { recording: string }): Promise<void> {
    const kept = this.disk.get(recording);
    if (kept) {
      kept.ended = true;
      kept.takes.filter((take) => !take.ended).forEach((take) => this.close(take, true));
    }
  }

  async remove({ recording }: { recording: string }): Promise<void> {
    this.disk.delete(recording);
    [...this.bytes.keys()].filter((key) => key.startsWith(recording)).forEach((key) => this.bytes.delete(key));
  }

  async addListener(event: string, listener: Listener) {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
    return { remove: async () => void this.listeners.get(event)?.delete(listener) };
  }

  full(): void {
    this.tell('full', {});
  }

  private take(): Take {
    return this.disk.get(this.now!.recording)!.takes.at(-1)!;
  }

  private beginTake(lostBefore: { lengthMs: number; cause: string } | undefined): void {
    const { takes } = this.disk.get(this.now!.recording)!;
    takes.filter((take) => !take.ended).forEach((take) => this.close(take, false));
    takes.push({
      take: takes.length,
      mimeType: 'audio/mp4;codecs=mp4a.40.2',
      startOffsetMs: takes.reduce((sum, take) => sum + (take.ended?.capturedMs ?? 0), 0),
      beganAtMs: 1_763_000_000_000,
      ...(lostBefore ? { lostBefore } : {}),
      rows: [],
    });
  }

  private endTake(paused: boolean): void {
    const take = this.take();
    if (!take.ended) {
      this.close(take, paused);
    }
  }

  private close(take: Take, paused: boolean): void {
    take.ended = { chunks: take.rows.length, capturedMs: take.rows.length * 4_000, paused };
  }

  private changed(): void {
    void this.status().then((status) => this.tell('changed', status));
  }

  private tell(event: string, news: unknown): void {
    this.listeners.get(event)?.forEach((listener) => listener(news as never));
  }
}
