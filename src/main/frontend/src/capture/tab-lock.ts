/** A Web Lock held for as long as something goes on; without Web Locks nothing is guarded and everything works. */
export class TabLock {
  private letGo: (() => void) | undefined;

  constructor(
    private readonly name: string,
    private readonly locks: LockManager | undefined = globalThis.navigator?.locks,
  ) {}

  /**
   * Answers false when another tab holds it for longer than `patienceMs` (a page that is being left lets go late);
   * `Infinity` waits for as long as it takes.
   */
  acquire(patienceMs = 0): Promise<boolean> {
    if (this.letGo || !this.locks) {
      return Promise.resolve(true);
    }
    const options: LockOptions =
      patienceMs === 0 ? { ifAvailable: true } : patienceMs === Infinity ? {} : { signal: AbortSignal.timeout(patienceMs) };
    return new Promise((resolve) => {
      this.locks
        ?.request(this.name, options, (lock) => {
          if (!lock) {
            resolve(false);
            return undefined;
          }
          return new Promise<void>((release) => {
            this.letGo = release;
            resolve(true);
          });
        })
        .catch(() => resolve(false));
    });
  }

  release(): void {
    this.letGo?.();
    this.letGo = undefined;
  }
}
