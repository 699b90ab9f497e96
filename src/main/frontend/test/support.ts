import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { sha256Hex } from '../src/base/sha256.js';
import { ChunkStore, type LocalRecording } from '../src/capture/chunk-store.js';

globalThis.IDBKeyRange = IDBKeyRange;

export function aDevice(): IDBFactory {
  return new IDBFactory();
}

export function openStore(device: IDBFactory): Promise<ChunkStore> {
  return ChunkStore.open(device);
}

export function aRecording(id: string, changes: Partial<LocalRecording> = {}): LocalRecording {
  return {
    id,
    owner: 'anna',
    title: 'Meetup',
    consent: { agreed: true, people: 'Anna, Ben' },
    recordedAt: '2026-11-20T18:40:00.000Z',
    phase: 'capturing',
    described: false,
    ...changes,
  };
}

export function aTake(recording: string, take: number, startOffsetMs = 0) {
  return {
    recording,
    take,
    mimeType: 'audio/webm;codecs=opus',
    startOffsetMs,
    deviceClock: '2026-11-20T18:40:00.000Z',
    opened: false,
    paused: false,
  };
}

export async function addChunk(store: ChunkStore, recording: string, take: number, number: number): Promise<void> {
  const sound = soundOf(recording, take, number);
  await store.addChunk(
    {
      recording,
      take,
      number,
      startMs: number * 4000,
      durationMs: 4000,
      heardAt: '2026-11-20T18:41:00.000Z',
      bytes: sound.byteLength,
      sha256: await sha256Hex(sound),
    },
    sound,
  );
}

export function soundOf(recording: string, take: number, number: number): ArrayBuffer {
  return new TextEncoder().encode(`sound ${recording}/${take}/${number}`).buffer as ArrayBuffer;
}

/** A repeatable source of chance: the same seed gives the same run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
