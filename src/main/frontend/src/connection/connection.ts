import { Refused, type Grant, type RecordingDraft } from '../capture/protocol.js';
import { NotNow } from '../capture/grants.js';
import type { ConnectionKeeper, KeptConnection } from './connection-store.js';
import { DeviceApi, type Back, type ListedRecording, type Pairing } from './device-api.js';

export type ConnectionState = 'never' | 'connected' | 'cut-off';

/** How a wish to be connected ended. */
export type PairingEnd = 'connected' | 'refused' | 'expired' | 'stopped';

/**
 * This device's connection to one account: obtains grants with the device's token, and notices when it was cut off. What
 * was begun for one account is never sent with the token of another.
 *
 * @fires change - the connection was made, cut off, given up, or its name changed; also in other tabs and the worker
 */
export class Connection extends EventTarget {
  private kept: KeptConnection | undefined;
  private channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('ayka-connection');

  constructor(
    private readonly keeper: ConnectionKeeper,
    private readonly makeApi: (server: string) => DeviceApi = (server) => new DeviceApi(server),
    /** Origin of the installation; empty on its own page. */
    private readonly server = '',
  ) {
    super();
    if (this.channel) {
      this.channel.onmessage = () => void this.read();
    }
  }

  get state(): ConnectionState {
    return this.kept === undefined ? 'never' : this.kept.token === undefined ? 'cut-off' : 'connected';
  }

  /** Whose recordings this device makes, also after it was cut off. */
  get owner(): string | undefined {
    return this.kept?.owner;
  }

  get name(): string {
    return this.kept?.name ?? '';
  }

  get maxUploadBytes(): number {
    return this.kept?.maxUploadBytes ?? 2 ** 31;
  }

  get tags(): readonly string[] {
    return this.kept?.tags ?? [];
  }

  /** Has to be called once before anything else. */
  async read(): Promise<this> {
    this.kept = await this.keeper.read();
    this.dispatchEvent(new Event('change'));
    return this;
  }

  close(): void {
    this.channel?.close();
    this.channel = undefined;
  }

  /**
   * Asks to be connected. `show` gets the code that a person compares; the answer is awaited until it comes, the code is
   * too old, or the signal aborts.
   */
  async connect(
    deviceName: string,
    back: Back | undefined,
    show: (pairing: Pairing) => void,
    signal: AbortSignal,
  ): Promise<PairingEnd> {
    const api = this.makeApi(this.server);
    const pairing = await api.beginPairing(deviceName, back);
    show(pairing);
    const until = Date.parse(pairing.expires);
    while (!signal.aborted && Date.now() < until) {
      await pause(pairing.intervalSeconds * 1000, signal);
      try {
        const token = signal.aborted ? undefined : await api.collectToken(pairing.deviceCode);
        if (token) {
          await this.write({ ...token, name: '', server: this.server });
          await this.refresh().catch(() => undefined); // its name comes with the next try
          return 'connected';
        }
      } catch (failure) {
        if (failure instanceof Refused) {
          return failure.kind === 'refused' ? 'refused' : 'expired';
        }
        // no network for a moment: the code is still good
      }
    }
    return signal.aborted ? 'stopped' : 'expired';
  }

  /** Reads again whose device this is; a connection that was cut off is noticed by it. */
  async refresh(): Promise<void> {
    const me = await this.call((api, token) => api.me(token));
    const kept = this.kept;
    if (kept?.token) {
      const { owner, name, device, maxUploadBytes, tags = [] } = me;
      await this.write({ ...kept, owner, name, device, maxUploadBytes, tags });
    }
  }

  recordings(): Promise<readonly ListedRecording[]> {
    return this.call((api, token) => api.recordings(token));
  }

  /** A grant for a recording that was begun for `owner`. Rejects with NotNow while the device is not connected to it. */
  grant(draft: RecordingDraft, owner: string | undefined, source: 'CAPTURE' | 'UPLOAD' = 'CAPTURE'): Promise<Grant> {
    if (owner !== this.owner) {
      return Promise.reject(new NotNow('it belongs to another account'));
    }
    return this.call((api, token) => api.grant(token, draft, source));
  }

  /** Gives the connection up from here. What lies on the device stays. */
  async disconnect(): Promise<void> {
    const token = this.kept?.token;
    if (token && this.kept) {
      await this.makeApi(this.kept.server)
        .disconnect(token)
        .catch(() => undefined); // without a network the profile still lists it, where it can be cut off
      const { token: _gone, ...rest } = this.kept;
      await this.write(rest);
    }
  }

  private async call<T>(work: (api: DeviceApi, token: string) => Promise<T>): Promise<T> {
    const { kept } = this;
    if (!kept?.token) {
      throw new NotNow('this device is not connected');
    }
    try {
      return await work(this.makeApi(kept.server), kept.token);
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401) {
        await this.cutOff(kept.token);
        throw new NotNow('this device was disconnected');
      }
      throw failure;
    }
  }

  private async cutOff(token: string): Promise<void> {
    const now = await this.keeper.read();
    if (now?.token === token) {
      const { token: _gone, ...rest } = now;
      await this.write(rest);
    } else {
      await this.read(); // another tab was connected meanwhile
    }
  }

  private async write(next: KeptConnection): Promise<void> {
    await this.keeper.write(next);
    this.kept = next;
    this.channel?.postMessage('changed');
    this.dispatchEvent(new Event('change'));
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
