
/**
 * Moves the page on to a new version of itself: at once when it has just been opened and nothing is recorded in any tab,
 * else when a person says so. A page is never exchanged under a recording.
 */
export class Updates extends EventTarget {
  /** Whether a new version waits. */
  waiting = false;

  private registration: ServiceWorkerRegistration | undefined;
  private wanted = false;

  constructor(
    private readonly isBusy: () => boolean,
    private readonly reload: () => void = () => location.reload(),
  ) {
    super();
  }

  async follow(registration: ServiceWorkerRegistration | undefined): Promise<void> {
    if (!registration) {
      return;
    }
    this.registration = registration;
    const controlled = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (controlled) {
        this.exchanged();
      }
    });
    registration.addEventListener('updatefound', () => {
      const next = registration.installing;
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed' && navigator.serviceWorker.controller) {
          this.found();
        }
      });
    });
    if (registration.waiting && controlled) {
      this.found();
      if (!this.isBusy() && !(await anyTabRecords())) {
        this.use();
      }
    }
  }

  /** Looks for a new version; browsers do so by themselves only when the page is opened. */
  look(): void {
    void this.registration?.update().catch(() => undefined);
  }

  /** A person, or the start of the page, wants the new version now. */
  use(): void {
    this.wanted = true;
    if (this.registration?.waiting) {
      this.registration.waiting.postMessage({ type: 'activate' });
    } else {
      this.exchanged();
    }
  }

  private found(): void {
    this.waiting = true;
    this.dispatchEvent(new Event('change'));
  }

  private exchanged(): void {
    if (this.wanted && !this.isBusy()) {
      this.reload();
    } else {
      this.found(); // another tab asked for it; this page goes on with what it has loaded
    }
  }
}

/** Whether a tab of this browser holds the recorder's lock. */
async function anyTabRecords(): Promise<boolean> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.some((lock) => lock.name === 'ayka-recorder');
}

