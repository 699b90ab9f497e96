/** Keeps the screen on while a recording runs; phones stop the microphone of a page that sleeps. */
export class WakeLock {
  private sentinel: WakeLockSentinel | undefined;
  private wanted = false;
  private asking = false;

  constructor(
    private readonly navigator: Navigator = globalThis.navigator,
    private readonly page: Document = document,
  ) {
    // The browser takes the lock away from a hidden page.
    this.page.addEventListener('visibilitychange', () => {
      if (this.wanted && this.page.visibilityState === 'visible') {
        void this.obtain();
      }
    });
  }

  async hold(): Promise<void> {
    this.wanted = true;
    await this.obtain();
  }

  async release(): Promise<void> {
    this.wanted = false;
    const sentinel = this.sentinel;
    this.sentinel = undefined;
    await sentinel?.release().catch(() => undefined);
  }

  private async obtain(): Promise<void> {
    if (this.asking || (this.sentinel && !this.sentinel.released)) {
      return; // one that nobody remembers would keep the screen on for ever
    }
    this.asking = true;
    try {
      const sentinel = await this.navigator.wakeLock?.request('screen');
      if (this.wanted) {
        this.sentinel = sentinel;
      } else {
        await sentinel?.release();
      }
    } catch {
      // Low battery or no support: recording goes on without it.
    } finally {
      this.asking = false;
    }
  }
}
