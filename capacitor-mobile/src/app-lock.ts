/** What of the biometry plug-in is needed. */
export interface Biometry {
  checkBiometry(): Promise<{ isAvailable: boolean; deviceIsSecure: boolean }>;
  authenticate(options: { reason: string; allowDeviceCredential: boolean }): Promise<void>;
}

export interface LockSetting {
  read(): Promise<boolean>;
  write(on: boolean): Promise<void>;
}

/** A look at another app, such as a code that is copied from it, asks for no finger. */
const GRACE_MS = 60_000;

/**
 * Keeps the pages behind the finger, face or code of the phone's owner, if they want that. It hides what is shown; a
 * recording that runs goes on, and its buttons on the lock screen work.
 */
export class AppLock {
  /** Whether pages may be shown. */
  open = true;

  private leftAt: number | undefined;
  private asking: Promise<boolean> | undefined;

  constructor(
    private readonly biometry: Biometry,
    private readonly setting: LockSetting,
    private readonly reason: string,
    private readonly changed: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Has to be called before anything is shown. */
  async begin(): Promise<boolean> {
    if (!(await this.setting.read())) {
      return true;
    }
    this.set(false);
    return this.ask();
  }

  left(): void {
    this.leftAt = this.now();
  }

  async back(): Promise<void> {
    const away = this.leftAt === undefined ? 0 : this.now() - this.leftAt;
    this.leftAt = undefined;
    if ((away > GRACE_MS || away < 0) && (await this.setting.read())) {
      this.set(false);
    }
    if (!this.open) {
      await this.ask();
    }
  }

  /** Asks the owner; once at a time. Answers whether pages may be shown. */
  ask(): Promise<boolean> {
    this.asking ??= this.askOnce().finally(() => (this.asking = undefined));
    return this.asking;
  }

  isOn(): Promise<boolean> {
    return this.setting.read();
  }

  /** Whether the phone has anything to lock with. */
  async isPossible(): Promise<boolean> {
    const found = await this.biometry.checkBiometry().catch(() => undefined);
    return found !== undefined && (found.isAvailable || found.deviceIsSecure);
  }

  /** Turned on or off by somebody who shows that they may. Answers whether it is so now. */
  async turn(on: boolean): Promise<boolean> {
    try {
      await this.biometry.authenticate({ reason: this.reason, allowDeviceCredential: true });
    } catch {
      return false;
    }
    await this.setting.write(on);
    return true;
  }

  private async askOnce(): Promise<boolean> {
    try {
      await this.biometry.authenticate({ reason: this.reason, allowDeviceCredential: true });
      this.set(true);
    } catch {
      // A phone whose code was taken off cannot lock any more: its owner is not locked out of what is theirs.
      this.set(!(await this.isPossible()));
    }
    return this.open;
  }

  private set(open: boolean): void {
    if (open !== this.open) {
      this.open = open;
      this.changed();
    }
  }
}
