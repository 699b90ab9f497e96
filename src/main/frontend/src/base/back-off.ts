/** Waits longer after each failure: exponential with full jitter, reset by success. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly firstMs = 1_000,
    private readonly longestMs = 60_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds to wait after one more failure; never less than what the server asked for. */
  next(atLeastMs = 0): number {
    const ceiling = Math.min(this.longestMs, this.firstMs * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 30);
    return Math.max(atLeastMs, ceiling / 2 + (this.random() * ceiling) / 2);
  }

  reset(): void {
    this.failures = 0;
  }

  get failing(): boolean {
    return this.failures > 0;
  }
}
