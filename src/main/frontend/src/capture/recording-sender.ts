import type { ChunkStore, LocalRecording, LocalTake } from './chunk-store.js';
import { Refused, Unreachable, type CaptureApi, type Gap, type SealedTake } from './protocol.js';
import { TakeSender } from './take-sender.js';
import type { UploaderEvents } from './uploader-events.js';
import { afterTelling, sameDescription } from './words.js';

/**
 * Brings one recording to the server: its title, its sound, its marks, its seal; then asks until everything is decoded
 * and only then lets go of the bytes.
 */
export class RecordingSender {
  private readonly takes: TakeSender;

  constructor(
    private readonly store: ChunkStore,
    private readonly on: Partial<UploaderEvents>,
  ) {
    this.takes = new TakeSender(store, (recording) => on.progress?.(recording));
  }

  /** Brings it as far as it goes now; answers whether only time brings the rest. */
  async bringForward(known: LocalRecording, api: CaptureApi): Promise<boolean> {
    const recording = await this.describe(api, known);
    const takes = await this.store.takes(recording.id);
    if (recording.phase !== 'sealed') {
      for (const take of takes) {
        await this.takes.send(api, take);
      }
    }
    await this.annotate(api, recording.id);
    switch (recording.phase) {
      case 'capturing':
        return false;
      case 'ended':
        return recording.refusedGaps && !recording.acceptGaps ? false : this.seal(api, recording, takes);
      case 'sealed':
        return this.forgetDecoded(api, recording.id, takes);
    }
  }

  private async describe(api: CaptureApi, known: LocalRecording): Promise<LocalRecording> {
    const recording = (await this.store.recording(known.id)) ?? known;
    if (recording.described) {
      return recording;
    }
    await api.describe(recording.title, recording.consent);
    const updated = await this.store.updateRecording(recording.id, (old) =>
      sameDescription(old, recording) ? { ...old, described: true } : old,
    );
    return updated ?? recording;
  }

  /** Marks and tags, after the sound: what the server does not want of them holds no sound up. */
  private async annotate(api: CaptureApi, id: string): Promise<void> {
    const recording = await this.store.recording(id);
    if (!recording?.untold) {
      return;
    }
    const { untold, marks = [], tags = [] } = recording;
    try {
      await api.annotate({ ...(untold.marks ? { marks } : {}), ...(untold.tags ? { tags } : {}) });
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.status === 404 || failure.status === 401 || failure.status === 410) {
        throw failure;
      }
    }
    await this.store.updateRecording(id, (old) => afterTelling(old, recording));
    this.on.progress?.(id);
  }

  private async seal(api: CaptureApi, recording: LocalRecording, takes: readonly LocalTake[]): Promise<boolean> {
    const request = { takes: sealedTakes(takes) };
    try {
      await api.seal(request);
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.kind !== 'gaps') {
        throw failure;
      }
      const hopeless = await this.mendGaps(recording.id, failure.problem.gaps ?? []);
      // A person agreed to go without what they were shown, not without whatever has been lost since.
      if (!recording.acceptGaps || !hopeless.every((gap) => isWithin(gap, recording.refusedGaps ?? hopeless))) {
        await this.store.updateRecording(recording.id, (old) => withGaps(old, hopeless));
        this.on.gaps?.(recording.id, hopeless);
        return false;
      }
      await api.seal({ ...request, acceptGaps: recording.acceptGaps });
    }
    await this.store.updateRecording(recording.id, (old) => ({ ...old, phase: 'sealed' }));
    this.on.sealed?.(recording.id);
    return true;
  }

  /** Sends again what the server misses and the device still has; answers the rest, which is for a person to decide. */
  private async mendGaps(recording: string, gaps: readonly Gap[]): Promise<readonly Gap[]> {
    const hopeless: Gap[] = [];
    let resend = false;
    for (const gap of gaps) {
      const [from, to] = gap.chunks ?? [0, -1];
      const here = (await this.store.chunks(recording, gap.take)).filter(
        (chunk) => chunk.here && chunk.number >= from && chunk.number <= to,
      );
      await this.store.markMissing(
        recording,
        gap.take,
        here.map((chunk) => chunk.number),
      );
      resend ||= here.length > 0;
      if (here.length < to - from + 1) {
        hopeless.push(gap);
      }
    }
    if (resend) {
      throw new Unreachable('the server misses chunks that are sent again');
    }
    return hopeless;
  }

  private async forgetDecoded(api: CaptureApi, recording: string, takes: readonly LocalTake[]): Promise<boolean> {
    const state = await api.state();
    const decoded = new Set(state.takes.filter((take) => take.decodedMs !== null).map((take) => take.take));
    const stored = new Set(state.takes.filter((take) => take.storedMs > 0).map((take) => take.take));
    let all = true;
    for (const take of takes.filter((candidate) => (candidate.ended?.chunks ?? 0) > 0)) {
      if (decoded.has(take.take)) {
        await this.store.forgetSound(recording, take.take);
      } else if (stored.has(take.take) || (await this.store.chunks(recording, take.take)).some((chunk) => chunk.here)) {
        all = false; // of a take that nobody has any more, a person has decided
      }
    }
    if (all) {
      await this.annotate(api, recording); // said since, and gone with the recording else
      await this.store.forgetRecording(recording);
      this.on.decoded?.(recording);
      return false;
    }
    this.on.progress?.(recording);
    return true;
  }
}

function withGaps(recording: LocalRecording, refusedGaps: readonly Gap[]): LocalRecording {
  const { acceptGaps: _dropped, ...rest } = recording;
  return { ...rest, refusedGaps };
}

function isWithin(gap: Gap, seen: readonly Gap[]): boolean {
  const [from, to] = gap.chunks ?? [0, -1];
  return seen.some((one) => one.take === gap.take && (one.chunks?.[0] ?? 0) <= from && (one.chunks?.[1] ?? -1) >= to);
}

/** What the device made, take by take. */
function sealedTakes(takes: readonly LocalTake[]): SealedTake[] {
  return takes
    .filter((take) => (take.ended?.chunks ?? 0) > 0)
    .map(({ take, ended, lostBefore, lostAfter }) => ({
      take,
      chunks: ended?.chunks ?? 0,
      capturedMs: ended?.capturedMs ?? 0,
      ...(lostBefore ? { lostBefore } : {}),
      ...(lostAfter ? { lostAfter } : {}),
    }));
}
