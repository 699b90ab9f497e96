import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InstallOffer } from '../src/capture-page/install.js';
import { openedFiles } from '../src/capture-page/opened-files.js';
import { choosePlatform } from '../src/capture-page/platform.js';
import { Updates } from '../src/capture-page/updates.js';
import { given } from './browser-globals.js';

class Installing extends EventTarget {
  state = 'installing';
  readonly posted: unknown[] = [];

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  becomes(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** A page that a worker controls (or none does), and its registration. */
function aPage(options: { controlled?: boolean; waiting?: Installing; recordsElsewhere?: boolean } = {}) {
  const container = Object.assign(new EventTarget(), { controller: (options.controlled ?? true) ? {} : null });
  const held = options.recordsElsewhere ? [{ name: 'ayka-recorder' }] : [{ name: 'another' }];
  given('navigator', { serviceWorker: container, locks: { query: async () => ({ held }) } });
  const registration = Object.assign(new EventTarget(), {
    waiting: options.waiting ?? null,
    installing: null as Installing | null,
    looks: 0,
    update: async (): Promise<void> => void registration.looks++,
  });
  return {
    registration,
    registered: registration as unknown as ServiceWorkerRegistration,
    exchange: () => container.dispatchEvent(new Event('controllerchange')),
    arrives: (worker: Installing) => {
      registration.installing = worker;
      registration.dispatchEvent(new Event('updatefound'));
    },
  };
}

function updates(state: { busy?: boolean } = {}) {
  let reloads = 0;
  const one = new Updates(
    () => state.busy ?? false,
    () => reloads++,
  );
  return { one, reloads: () => reloads };
}

test('a version that waited is taken when the page opens, and the page reloads once it is in place', async () => {
  const waiting = new Installing();
  const { registered, exchange } = aPage({ waiting });
  const { one, reloads } = updates();
  await one.follow(registered);
  assert.deepEqual(waiting.posted, [{ type: 'activate' }]);
  assert.equal(reloads(), 0);
  exchange();
  assert.equal(reloads(), 1);
});

test('a version that waited waits on while this page or another tab records', async () => {
  for (const [busy, recordsElsewhere] of [[true, false], [false, true]] as const) {
    const waiting = new Installing();
    const { registered } = aPage({ waiting, recordsElsewhere });
    const { one, reloads } = updates({ busy });
    await one.follow(registered);
    assert.deepEqual(waiting.posted, []);
    assert.equal(one.waiting, true);
    assert.equal(reloads(), 0);
  }
});

test('a version that comes while the page is open is said and waits for a person', async () => {
  const { registration, registered, arrives, exchange } = aPage();
  const { one, reloads } = updates();
  await one.follow(registered);
  let told = 0;
  one.addEventListener('change', () => told++);
  const next = new Installing();
  arrives(next);
  assert.equal(one.waiting, false, 'it is not there whole yet');
  next.becomes('installed');
  assert.deepEqual([one.waiting, told, next.posted.length], [true, 1, 0]);

  registration.waiting = next;
  one.use();
  exchange();
  assert.deepEqual(next.posted, [{ type: 'activate' }]);
  assert.equal(reloads(), 1);
});

test('a version that another tab asked for does not reload this one, nor does its own wish under a recording', async () => {
  const state = { busy: false };
  const waiting = new Installing();
  const { registration, registered, exchange } = aPage();
  const { one, reloads } = updates(state);
  await one.follow(registered);
  exchange();
  assert.deepEqual([one.waiting, reloads()], [true, 0]);

  registration.waiting = waiting;
  one.use();
  state.busy = true;
  exchange();
  assert.equal(reloads(), 0);
});

test('the very first worker is no new version', async () => {
  const { registered, arrives, exchange } = aPage({ controlled: false });
  const { one, reloads } = updates();
  await one.follow(registered);
  const first = new Installing();
  arrives(first);
  first.becomes('installed');
  exchange();
  assert.deepEqual([one.waiting, reloads()], [false, 0]);
});

test('a look for a new version that fails is nothing to the page', async () => {
  const { registration, registered } = aPage();
  const { one } = updates();
  one.look();
  await one.follow(registered);
  one.look();
  assert.equal(registration.looks, 1);
  registration.update = () => Promise.reject(new Error('no network'));
  one.look();
  await new Promise((resolve) => setImmediate(resolve));
});

function anInstallablePage(standalone = false, ios = false): { fire: (name: string, event?: object) => Event } {
  const page = new EventTarget();
  const kept = new Map<string, string>();
  given('addEventListener', page.addEventListener.bind(page));
  given('matchMedia', () => ({ matches: standalone }));
  given('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  given('navigator', ios ? { standalone } : {});
  return {
    fire: (name, more = {}) => {
      const event = Object.assign(new Event(name, { cancelable: true }), more);
      page.dispatchEvent(event);
      return event;
    },
  };
}

test('the browser’s own offer to install is kept until somebody presses, and asked once', async () => {
  const page = anInstallablePage();
  const offer = new InstallOffer();
  assert.equal(offer.kind, undefined);
  let prompts = 0;
  const asked = page.fire('beforeinstallprompt', { prompt: async () => prompts++ });
  assert.equal(asked.defaultPrevented, true);
  assert.deepEqual([offer.kind, prompts], ['ask', 0]);
  await offer.install();
  await offer.install();
  assert.deepEqual([offer.kind, prompts], [undefined, 1]);
});

test('after a no, and once it is installed, nothing is offered any more', () => {
  const page = anInstallablePage();
  const offer = new InstallOffer();
  const asks = () => page.fire('beforeinstallprompt', { prompt: async () => undefined });
  asks();
  offer.decline();
  asks();
  assert.equal(offer.kind, undefined);
  assert.equal(new InstallOffer().kind, undefined, 'also the next time the page is opened');

  const another = anInstallablePage();
  const installed = new InstallOffer();
  another.fire('appinstalled');
  another.fire('beforeinstallprompt', { prompt: async () => undefined });
  assert.equal(installed.kind, undefined);
});

test('an iPhone, whose browser offers nothing, is told; the installed page is not', () => {
  anInstallablePage(false, true);
  assert.equal(new InstallOffer().kind, 'tell');
  anInstallablePage(true, true);
  assert.equal(new InstallOffer().kind, undefined);
});

test('files that were opened with AYKA are handed on, each of them', async () => {
  let consumer: (launch: object) => void = () => assert.fail('nobody listens');
  given('launchQueue', { setConsumer: (one: typeof consumer) => (consumer = one) });
  const taken: string[] = [];
  openedFiles(async (file) => void taken.push(file.name));
  const handle = (name: string) => ({ getFile: async () => new File(['x'], name) });
  consumer({});
  consumer({ files: [handle('a.wav'), handle('b.m4a')] });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(taken, ['a.wav', 'b.m4a']);

  given('launchQueue', undefined);
  openedFiles(async () => assert.fail('there is no such thing here'));
});

test('the badge counts what is waiting and goes away with the last; without badges nothing happens', async () => {
  const shown: (number | string | undefined)[] = [];
  given('navigator', {
    setAppBadge: async (count?: number) => void shown.push(count),
    clearAppBadge: async () => void shown.push('none'),
  });
  const { badge } = choosePlatform({});
  await badge(3);
  await badge(0);
  assert.deepEqual(shown, [3, 'none']);
  given('navigator', {});
  await badge(1);
});
