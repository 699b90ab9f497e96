import type { ChunkStore, LocalRecording } from './chunk-store.js';
import { afterwards, capturedMs, isSounding } from './lost.js';
import type { Lost } from './protocol.js';

export async function isCapturing(store: ChunkStore, recording: string): Promise<boolean> {
  return (await store.recording(recording))?.phase === 'capturing';
}

/** Ends a recording with what the store has of it, unless another tab has done so. */
export async function endRecording(store: ChunkStore, recording: string, deaf?: Lost | 0): Promise<void> {
  if (!(await isCapturing(store, recording))) {
    return;
  }
  await closeTakes(store, recording);
  const takes = await store.takes(recording);
  if (capturedMs(takes) === 0 && (await store.chunks(recording)).length === 0) {
    await store.forgetRecording(recording); // nothing was heard: there is nothing to keep
    return;
  }
  const sounding = takes.filter(isSounding).at(-1);
  const lostAfter = sounding && afterwards(takes, sounding, deaf || undefined);
  if (lostAfter) {
    await store.updateTake(recording, sounding.take, (old) => ({ ...old, lostAfter }));
  }
  await store.updateRecording(recording, (old: LocalRecording) => ({ ...old, phase: 'ended' }));
}

/** Closes takes that a crash left open, with what the store has of them. */
export async function closeTakes(store: ChunkStore, recording: string): Promise<void> {
  for (const take of await store.takes(recording)) {
    if (!take.ended) {
      const last = (await store.chunks(recording, take.take)).at(-1);
      const ended = { chunks: last ? last.number + 1 : 0, capturedMs: last ? last.startMs + last.durationMs : 0 };
      await store.updateTake(recording, take.take, (old) => ({ ...old, ended, cut: true }));
    }
  }
}

/** A person has finished it: whatever happens now, nobody goes on with it. */
export function asFinishing(recording: LocalRecording): LocalRecording {
  return recording.phase === 'capturing' ? { ...recording, finishing: true } : recording;
}
