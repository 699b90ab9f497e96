import { remember, remembered } from './worker.js';

/** Whether this browser takes pushes. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

/**
 * Pushes of this browser, without a look of its own: what is shown is the server's. A press on a button inside with
 * `data-push="on"` asks for the permission, so that it is asked by a press only.
 *
 * Events: `ayka-push-state {state, endpoint}`; `ayka-push-subscribed {endpoint, key, secret, pressed}`: to be kept by the
 * server; `ayka-push-ended {endpoint}`; `ayka-push-open {link}`: somebody pressed a push.
 */
export class PushHere extends HTMLElement {
  /** The installation's public key, base64url. */
  publicKey = '';

  private readonly listening = new AbortController();

  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const wish = (event.target as Element | null)?.closest('[data-push]')?.getAttribute('data-push');
      if (wish) {
        void this.wish(wish).catch((problem: unknown) => this.failed(problem));
      }
    });
    if ('serviceWorker' in navigator) {
      navigator.serviceWorker.addEventListener('message', (event) => this.heard(event), {
        signal: this.listening.signal,
      });
    }
    void this.look().catch((problem: unknown) => this.failed(problem));
  }

  disconnectedCallback(): void {
    this.listening.abort();
  }

  /** The server no longer knows this browser: somebody took it off the list. */
  async forget(): Promise<void> {
    await (await this.subscription())?.unsubscribe();
    await remember(null);
    this.tell('off', '');
  }

  /** The server has kept the subscription. */
  async kept(): Promise<void> {
    const subscription = await this.subscription();
    if (subscription) {
      await remember({
        endpoint: subscription.endpoint,
        secret: subscription.toJSON().keys?.['auth'] ?? '',
        key: this.publicKey,
      });
      this.tell('on', subscription.endpoint);
    }
  }

  /** So many notices are unread; with none, what still stands on the screen is taken away. */
  async unread(count: number): Promise<void> {
    try {
      await navigator.setAppBadge?.(count);
    } catch {
      // not installed, or not allowed: a badge is an extra
    }
    if (count === 0 && supported()) {
      const registration = await navigator.serviceWorker.getRegistration('/app/');
      for (const shown of (await registration?.getNotifications()) ?? []) {
        shown.close();
      }
    }
  }

  private async wish(wish: string): Promise<void> {
    if (wish === 'off') {
      const subscription = await this.subscription();
      await subscription?.unsubscribe();
      await remember(null);
      this.dispatch('ayka-push-ended', { endpoint: subscription?.endpoint ?? '' });
      this.tell('off', '');
      return;
    }
    if (wish !== 'on' || !supported()) {
      return;
    }
    if ((await Notification.requestPermission()) !== 'granted') {
      await this.look();
      return;
    }
    await navigator.serviceWorker.register('/app/push-worker.js', { updateViaCache: 'none' });
    const registration = await active();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: this.publicKey,
    });
    this.subscribed(subscription, true);
  }

  /** Says how it stands, and brings a subscription that the browser changed. */
  private async look(): Promise<void> {
    if (!supported()) {
      this.tell('unsupported', '');
      return;
    }
    if (Notification.permission === 'denied') {
      this.tell('denied', '');
      return;
    }
    const subscription = await this.subscription();
    if (!subscription) {
      this.tell('off', '');
      return;
    }
    const known = await remembered();
    this.subscribed(subscription, known?.endpoint !== subscription.endpoint);
  }

  private subscribed(subscription: PushSubscription, fresh: boolean): void {
    const keys = subscription.toJSON().keys ?? {};
    this.dispatch('ayka-push-subscribed', {
      endpoint: subscription.endpoint,
      key: keys['p256dh'] ?? '',
      secret: keys['auth'] ?? '',
      fresh,
    });
  }

  private async subscription(): Promise<PushSubscription | null> {
    const registration = supported() ? await navigator.serviceWorker.getRegistration('/app/') : undefined;
    return (await registration?.pushManager.getSubscription()) ?? null;
  }

  private heard(event: MessageEvent): void {
    const message = event.data as { type?: string; link?: string } | null;
    if (message?.type === 'ayka-open' && this.hasAttribute('data-opens')) {
      event.ports[0]?.postMessage('here');
      this.dispatch('ayka-push-open', { link: message.link ?? '/' });
    }
  }

  private failed(problem: unknown): void {
    console.warn('pushes of this browser:', problem);
    this.dispatch('ayka-push-failed', {});
  }

  private tell(state: PushState, endpoint: string): void {
    this.dispatch('ayka-push-state', { state, endpoint });
  }

  private dispatch(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function supported(): boolean {
  return (
    window.isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  );
}

/** `navigator.serviceWorker.ready` waits for the worker of this page, which is another or none. */
async function active(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration('/app/');
  if (!registration) {
    throw new Error('the worker was not registered');
  }
  const installing = registration.installing ?? registration.waiting;
  if (!registration.active && installing) {
    await new Promise<void>((resolve) => {
      installing.addEventListener('statechange', () => {
        if (installing.state === 'activated') {
          resolve();
        }
      });
    });
  }
  return registration;
}
