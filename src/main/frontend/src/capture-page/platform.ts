import type { DeviceParts } from '../capture/device.js';
import type { ConnectionKeeper } from '../connection/connection-store.js';
import { ConnectionStore } from '../connection/connection-store.js';
import type { Back } from '../connection/device-api.js';
import { hashFile, hashingIn, type Hashing } from '../upload/file-hash.js';
import { put, type Put } from '../upload/put.js';
import { deviceName } from './device-name.js';

/**
 * What differs between a browser and an app around this page. An app puts its own, complete or in part, into
 * `window.AykaNative` before the page's script runs; what it leaves out is the browser's.
 */
export interface Platform {
  /** `browser`, or the app's own name such as `android`. */
  readonly kind: string;
  /** Origin of the installation; empty where the page comes from it. */
  readonly server: string;
  /** Where a person is led after they connected the device. */
  readonly back: Back;
  /** What records and where sound is kept, where that is not the browser. */
  readonly deviceParts?: DeviceParts;
  /** How a part of a file is sent to the store. */
  readonly put: Put;
  /** How a file is hashed. */
  readonly hash: Hashing;
  deviceName(): Promise<string>;
  /** Where the device's token is kept. */
  connectionKeeper(): Promise<ConnectionKeeper>;
  /** Shows the page on which a person connects the device; called in answer to a press. */
  openAddress(address: string): void;
  /** Shows how much is waiting, outside of the page; 0 shows nothing. */
  badge(count: number): Promise<void>;
  /** Makes the page start without a network; an app that carries the page does nothing. */
  startOffline(): Promise<ServiceWorkerRegistration | undefined>;
}

/** Put in by the build: what the page's hashing worker is called. An app's build puts nothing in. */
declare const AYKA_HASH_WORKER: string | undefined;

declare global {
  interface Window {
    AykaNative?: Partial<Platform>;
  }
}

interface Badging {
  setAppBadge?(count?: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

const browser: Platform = {
  kind: 'browser',
  server: '',
  back: 'page',
  put,
  hash: typeof AYKA_HASH_WORKER === 'string' ? hashingIn(new URL(AYKA_HASH_WORKER, import.meta.url)) : hashFile,
  deviceName: () => Promise.resolve(deviceName(navigator)),
  connectionKeeper: () => ConnectionStore.open(),
  openAddress: (address) => void window.open(address, '_blank', 'noopener'),
  badge: async (count) => {
    const badging = navigator as Badging;
    await (count > 0 ? badging.setAppBadge?.(count) : badging.clearAppBadge?.());
  },
  startOffline: async () =>
    'serviceWorker' in navigator
      ? navigator.serviceWorker.register('worker.js', { scope: './', updateViaCache: 'none' })
      : undefined,
};

/** The one choice between browser and app, made once. */
export function choosePlatform(native: Partial<Platform> | undefined = window.AykaNative): Platform {
  return { ...browser, ...native };
}
