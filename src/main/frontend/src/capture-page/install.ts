interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

const DECLINED = 'ayka-install-declined';

/** Offers the home screen once a person has recorded something, and never again after a no. */
export class InstallOffer extends EventTarget {
  private asked: InstallPrompt | undefined;

  constructor() {
    super();
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.asked = event as InstallPrompt;
      this.dispatchEvent(new Event('change'));
    });
    addEventListener('appinstalled', () => this.decline());
  }

  /** `ask`: the browser installs by itself; `tell`: a person has to (iPhone and iPad); undefined: nothing to offer. */
  get kind(): 'ask' | 'tell' | undefined {
    if (read() === 'yes' || isInstalled()) {
      return undefined;
    }
    if (this.asked) {
      return 'ask';
    }
    return 'standalone' in navigator ? 'tell' : undefined;
  }

  async install(): Promise<void> {
    await this.asked?.prompt();
    this.asked = undefined;
    this.dispatchEvent(new Event('change'));
  }

  decline(): void {
    try {
      localStorage.setItem(DECLINED, 'yes');
    } catch {
      // it is offered again then
    }
    this.asked = undefined;
    this.dispatchEvent(new Event('change'));
  }
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;
}

function read(): string | null {
  try {
    return localStorage.getItem(DECLINED);
  } catch {
    return null;
  }
}
