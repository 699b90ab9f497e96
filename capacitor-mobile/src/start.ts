import { BiometricAuth } from '@aparajita/capacitor-biometric-auth';
import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage';
import { App } from '@capacitor/app';
import { Capacitor, CapacitorHttp } from '@capacitor/core';
import { LocalNotifications } from '@capacitor/local-notifications';
import { Preferences } from '@capacitor/preferences';
import { PushNotifications } from '@capacitor/push-notifications';
import { AykaRecorder } from 'ayka-recorder';
import { CaptureDevice } from '#page/capture/device.js';
import { putByFetch } from '#page/upload/put.js';
import { AppLock } from './app-lock.js';
import { askForServer } from './ask-for-server.js';
import { SafeKeeper } from './connection-keeper.js';
import { element } from './dom.js';
import { readLink } from './links.js';
import { phoneFetch, type PhoneHttp } from './phone-fetch.js';
import { PhonePush, type PushService } from './phone-push.js';
import { PhoneRecorder } from './phone-recorder.js';
import { PhoneStore } from './phone-store.js';
import { Reminder } from './reminder.js';
import { findServer } from './find-server.js';
import { settings } from './settings.js';
import { SharedSounds } from './shared-sounds.js';
import { words } from './words.js';
import './start.css';

const SERVER = 'server';
const LOCK = 'lock';

const http: PhoneHttp = (options) => CapacitorHttp.request(options);
const kind = Capacitor.getPlatform();
const ownFetch = globalThis.fetch.bind(globalThis);

void start().catch((failure: unknown) => {
  document.body.append(element('p', { role: 'alert' }, words('trouble', { what: String(failure) })));
});

async function start(): Promise<void> {
  await SecureStorage.setDefaultKeychainAccess(KeychainAccess.afterFirstUnlockThisDeviceOnly);
  const shared = new SharedSounds((path) => Capacitor.convertFileSrc(path), ownFetch);
  Object.defineProperty(globalThis, 'launchQueue', { value: shared, configurable: true }); // some web views have one
  await AykaRecorder.addListener('shared', ({ files }) => shared.add(files));
  const lock = await lockApp();
  const server = (await read(SERVER)) ?? (await chooseServer());
  void App.addListener('appUrlOpen', ({ url }) => void follow(url, server, shared));

  globalThis.fetch = phoneFetch(server, location.href, http, ownFetch as never) as typeof fetch;
  const keeper = new SafeKeeper(SecureStorage, server);
  window.AykaNative = {
    kind,
    server,
    back: 'app',
    connectionKeeper: () => Promise.resolve(keeper),
    openAddress: (address) => void window.open(address, '_blank'),
    startOffline: () => Promise.resolve(undefined),
    badge: () => Promise.resolve(),
    put: putByFetch, // by the phone's HTTP client
  };
  if (Capacitor.isNativePlatform() && Capacitor.isPluginAvailable('AykaRecorder')) {
    recordByPhone();
  }
  await import('#page/capture-page/page.js');
  const push = new PhonePush(kind === 'ios' ? 'ios' : 'android', pushes, keeper, server, globalThis.fetch as never);
  document.body.append(document.createElement('ayka-capture-page'));
  await settings(document.body, lock, push, server, () => void forgetServer());
  void push.renew();
  if (Capacitor.isPluginAvailable('PushNotifications')) {
    void PushNotifications.addListener('pushNotificationActionPerformed', ({ notification }) => {
      const link = (notification.data as { link?: unknown } | undefined)?.link;
      if (typeof link === 'string') {
        void follow(new URL(link, server).href, server, shared);
      }
    });
  }
  await remind();
  const launched = await App.getLaunchUrl();
  if (launched) {
    await follow(launched.url, server, shared);
  }
}

function recordByPhone(): void {
  CaptureDevice.use({
    openStore: () => PhoneStore.onPhone(AykaRecorder),
    makeRecorder: (store, listener) =>
      new PhoneRecorder(AykaRecorder, store as PhoneStore, listener, {
        now: () => performance.now(),
        date: () => new Date(),
        newId: () => crypto.randomUUID(),
      }),
  });
}

async function chooseServer(): Promise<string> {
  // A QR code that the phone's camera read may have opened the app with the address.
  const asked = readLink((await App.getLaunchUrl())?.url ?? '', undefined);
  const suggested = asked?.to === 'server' ? asked.address : '';
  const typed = askForServer(document.body, http, suggested);
  const scanned = new Promise<string>((resolve) => {
    void App.addListener('appUrlOpen', ({ url }) => {
      const link = readLink(url, undefined);
      if (link?.to === 'server' && confirm(words('server.asked', { address: link.address }))) {
        void findServer(link.address, http).then((found) => {
          if (found.ok) {
            resolve(found.origin);
          } else {
            alert(words(`server.${found.why}`));
          }
        });
      }
    });
  });
  const server = await Promise.race([typed, scanned]);
  document.querySelector('form#app-start')?.remove();
  await App.removeAllListeners();
  await Preferences.set({ key: SERVER, value: server });
  return server;
}

/** What lies on the phone stays and is sent when its server is chosen again. */
async function forgetServer(): Promise<void> {
  await Preferences.remove({ key: SERVER });
  location.reload();
}

async function lockApp(): Promise<AppLock> {
  const cover = element('div', { id: 'app-lock' }, element('p', {}, words('lock.text')));
  const button = element('button', { type: 'button' }, words('lock.open'));
  cover.append(button);
  const lock = new AppLock(
    BiometricAuth,
    {
      read: async () => (await read(LOCK)) === 'on',
      write: (on) => Preferences.set({ key: LOCK, value: on ? 'on' : 'off' }),
    },
    words('lock.reason'),
    () => (lock.open ? cover.remove() : document.body.append(cover)),
  );
  button.addEventListener('click', () => void lock.ask());
  document.addEventListener('pause', () => lock.left());
  document.addEventListener('resume', () => void lock.back());
  await lock.begin();
  return lock;
}

/** Leads to the recording in the browser, where its pages are; other links only bring the app to the front. */
async function follow(url: string, server: string, shared: SharedSounds): Promise<void> {
  const link = readLink(url, server);
  if (link?.to === 'recording') {
    window.open(`${server}/recordings/${link.recording}`, '_blank');
  } else if (link?.to === 'file') {
    shared.add([{ name: decodeURIComponent(link.path.split('/').pop() ?? 'sound'), type: '', path: link.path }]);
  } else if (link?.to === 'server' && link.address !== server && confirm(words('server.other'))) {
    await Preferences.set({ key: SERVER, value: link.address });
    location.reload();
  }
}

async function remind(): Promise<void> {
  const reminder = new Reminder(LocalNotifications, { title: words('remind.title'), body: words('remind.text') });
  const device = await CaptureDevice.get();
  const unsafeMs = () => device.whereabouts.reduce((sum, one) => sum + one.capturedMs - one.storedMs, 0);
  document.addEventListener('pause', () => void reminder.left(unsafeMs()));
  document.addEventListener('resume', () => void reminder.calm());
  device.addEventListener('sealed', () => unsafeMs() === 0 && void reminder.calm());
  await reminder.calm();
}

const pushes: PushService = {
  checkPermissions: () => PushNotifications.checkPermissions(),
  requestPermissions: () => PushNotifications.requestPermissions(),
  unregister: () => PushNotifications.unregister(),
  register: () =>
    new Promise((resolve, reject) => {
      void PushNotifications.addListener('registration', ({ value }) => resolve(value));
      void PushNotifications.addListener('registrationError', ({ error }) => reject(new Error(error)));
      PushNotifications.register().catch(reject);
    }),
};

async function read(key: string): Promise<string | undefined> {
  return (await Preferences.get({ key })).value ?? undefined;
}
