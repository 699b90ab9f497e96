/** What of the notification plug-in is needed. */
export interface Notifications {
  checkPermissions(): Promise<{ display: string }>;
  schedule(options: {
    notifications: { id: number; title: string; body: string; schedule: { at: Date; allowWhileIdle: boolean } }[];
  }): Promise<unknown>;
  cancel(options: { notifications: { id: number }[] }): Promise<void>;
}

const ID = 1;
const AFTER_MS = 2 * 60 * 60 * 1000;

/**
 * A phone sends nothing while its system lets the app sleep. Who leaves the app with sound that is nowhere else is
 * reminded after two hours, once.
 */
export class Reminder {
  constructor(
    private readonly notifications: Notifications,
    private readonly text: { title: string; body: string },
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param unsafeMs milliseconds of sound that only this phone has */
  async left(unsafeMs: number): Promise<void> {
    if (unsafeMs > 0 && (await this.notifications.checkPermissions()).display === 'granted') {
      const at = new Date(this.now().getTime() + AFTER_MS);
      await this.notifications.schedule({
        notifications: [{ id: ID, ...this.text, schedule: { at, allowWhileIdle: true } }],
      });
    }
  }

  /** The app is open again, or everything has been sent while it was not. */
  async calm(): Promise<void> {
    await this.notifications.cancel({ notifications: [{ id: ID }] });
  }
}
