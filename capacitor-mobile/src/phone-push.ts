import type { Fetch } from '#page/capture/protocol.js';
import type { ConnectionKeeper } from '#page/connection/connection-store.js';

/** What of the push plug-in is needed. */
export interface PushService {
  requestPermissions(): Promise<{ receive: string }>;
  checkPermissions(): Promise<{ receive: string }>;
  /** Resolves with the token under which the push service reaches this phone. */
  register(): Promise<string>;
  unregister(): Promise<void>;
}

const ADDRESS = '/api/push/v1/phone';

/** Tells the server under which token this phone takes pushes, "your recording is ready" for one (docs/push.md). */
export class PhonePush {
  constructor(
    private readonly platform: 'android' | 'ios',
    private readonly service: PushService,
    private readonly connection: ConnectionKeeper,
    private readonly server: string,
    private readonly fetch: Fetch,
  ) {}

  /** Whether this server can push to this phone, so that a person is asked only where it makes sense. */
  async isOffered(): Promise<boolean> {
    try {
      const answer = await this.call('GET');
      return answer?.ok === true && ((await answer.json()) as Record<string, unknown>)[this.platform] === true;
    } catch {
      return false;
    }
  }

  async isOn(): Promise<boolean> {
    return (await this.service.checkPermissions()).receive === 'granted';
  }

  /** Asks the person once, in answer to a press; answers whether pushes come from now on. */
  async turnOn(): Promise<boolean> {
    return (await this.service.requestPermissions()).receive === 'granted' && this.renew();
  }

  /** Tells the token again, as push services change it; nobody is asked. Answers whether the server knows it now. */
  async renew(): Promise<boolean> {
    try {
      if (!(await this.isOn()) || !(await this.isOffered())) {
        return false;
      }
      const token = await this.service.register();
      return (await this.call('PUT', { platform: this.platform, token }))?.ok === true;
    } catch {
      return false; // told at the next start
    }
  }

  async turnOff(): Promise<void> {
    await this.call('DELETE').catch(() => undefined);
    await this.service.unregister();
  }

  private async call(method: string, body?: unknown): Promise<Response | undefined> {
    const kept = await this.connection.read();
    if (!kept?.token) {
      return undefined;
    }
    const headers: Record<string, string> = { Authorization: `Bearer ${kept.token}`, Accept: 'application/json' };
    return this.fetch(this.server + ADDRESS, {
      method,
      headers: body ? { ...headers, 'Content-Type': 'application/json' } : headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}
