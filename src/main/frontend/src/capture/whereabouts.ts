import type { ChunkStore, LocalRecording } from './chunk-store.js';
import type { Gap, Mark } from './protocol.js';

const LOOK_MS = 200;

/** Where one recording's sound is, in milliseconds: captured on this device, of it checked in the server's store. */
export interface Whereabouts {
  readonly id: string;
  readonly title: string;
  readonly phase: LocalRecording['phase'];
  readonly capturedMs: number;
  readonly storedMs: number;
  /** What neither the server nor this device has; a person decides. */
  readonly gaps: readonly Gap[];
  /** Why the server takes no more of it; `sealed` and `deleted` sound may be sent as a new recording. */
  readonly refusal?: { readonly kind: string; readonly detail: string };
  /** In the order of the recording. */
  readonly marks: readonly Mark[];
  readonly tags: readonly string[];
  /** Whether title, consent, marks or tags wait to be told to the server. */
  readonly untold: boolean;
}

/** Where the sound of this owner's recordings is, latest first. */
export async function whereaboutsOf(owner: string, store: ChunkStore): Promise<readonly Whereabouts[]> {
  const found: Whereabouts[] = [];
  for (const recording of await store.recordings()) {
    if (recording.owner === owner) {
      const chunks = await store.chunks(recording.id);
      const sum = (some: typeof chunks) => some.reduce((ms, chunk) => ms + chunk.durationMs, 0);
      found.push({
        id: recording.id,
        title: recording.title,
        phase: recording.phase,
        capturedMs: sum(chunks),
        storedMs: sum(chunks.filter((chunk) => chunk.state === 'stored')),
        gaps: recording.acceptGaps ? [] : (recording.refusedGaps ?? []),
        ...(recording.refusal ? { refusal: recording.refusal } : {}),
        marks: [...(recording.marks ?? [])].sort((a, b) => a.atMs - b.atMs),
        tags: recording.tags ?? [],
        untold: !recording.described || recording.untold !== undefined,
      });
    }
  }
  return found.reverse();
}

/** Looks once for many pieces of news in a row. */
export class Lookout {
  private looking: 'no' | 'now' | 'again' = 'no';

  constructor(private readonly lookOnce: () => Promise<void>) {}

  async look(): Promise<void> {
    if (this.looking !== 'no') {
      this.looking = 'again';
      return;
    }
    this.looking = 'now';
    try {
      await this.lookOnce();
    } finally {
      const again = (this.looking as string) === 'again';
      this.looking = 'no';
      if (again) {
        setTimeout(() => void this.look().catch(() => undefined), LOOK_MS);
      }
    }
  }
}
