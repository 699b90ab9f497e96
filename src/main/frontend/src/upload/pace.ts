const WINDOW_MS = 12_000;

/** How fast it goes, over the last seconds. */
export class Pace {
  private samples: { at: number; bytes: number }[] = [];

  constructor(private readonly now: () => number) {}

  /** @param bytes all that has been sent so far; less than before when a part is sent again */
  moved(bytes: number): void {
    const at = this.now();
    const last = this.samples.at(-1);
    if (last && bytes < last.bytes) {
      this.samples = [];
    }
    this.samples.push({ at, bytes });
    while (this.samples.length > 2 && (this.samples[0]?.at ?? at) < at - WINDOW_MS) {
      this.samples.shift();
    }
  }

  rest(): void {
    this.samples = [];
  }

  /** Zero until it can be told. */
  get bytesPerSecond(): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < 500) {
      return 0;
    }
    const idle = this.now() - last.at > WINDOW_MS;
    return idle ? 0 : ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }
}
