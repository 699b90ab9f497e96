import { BackOff } from '../base/back-off.js';
import { SentRecordings, type SentRecording } from './sent-recordings.js';

const FIRST_MS = 5_000;
const LAST_MS = 300_000;

/** Asks what became of the recordings that were sent: often after news, then less and less; not while nobody looks. */
export class SentWatch {
  /** Recordings of the owner that the server has, and has written down or is about to; latest first. */
  sent: readonly SentRecording[] = [];
  owner = '';

  private readonly backOff = new BackOff(FIRST_MS, LAST_MS, () => 1);
  private readonly opened: Promise<SentRecordings>;
  private wake: (() => void) | undefined;

  constructor(private readonly changed: () => void) {
    this.opened = SentRecordings.open();
    document.addEventListener('visibilitychange', () => this.news());
    void this.run().catch(() => undefined); // where nothing can be remembered, the gauge says less
  }

  async add(sent: Omit<SentRecording, 'transcribed' | 'sealedAt'>): Promise<void> {
    await (await this.opened).add(sent);
    this.news();
  }

  /** Something moved, or another owner is there: ask at once. */
  news(): void {
    this.backOff.reset();
    this.wake?.();
  }

  private async run(): Promise<void> {
    const recordings = await this.opened;
    for (;;) {
      const waiting = document.visibilityState === 'visible' && (await recordings.ask());
      this.sent = await recordings.of(this.owner);
      this.changed();
      await new Promise<void>((resolve) => {
        const timer = waiting ? setTimeout(resolve, this.backOff.next()) : undefined;
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
