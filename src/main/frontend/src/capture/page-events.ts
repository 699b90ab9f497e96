/** What the page's comings and goings mean to who records and sends. */
export interface PageEvents {
  /** The network is back. */
  online(): void;
  /** The page may be on its way out. */
  leaving(): void;
  /** The page is awake, or looked at, again. */
  back(): void;
  /** There may be a microphone, or the permission for one, where there was none. */
  microphone(): void;
  /** Whether closing the page now would cut something off. */
  busy(): boolean;
}

/** Listens as long as the page lives. */
export function listenToPage(page: PageEvents): void {
  addEventListener('online', () => page.online());
  addEventListener('pagehide', () => page.leaving());
  document.addEventListener('freeze', () => page.leaving());
  document.addEventListener('resume', () => page.back());
  addEventListener('pageshow', (event: PageTransitionEvent) => event.persisted && page.back());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      page.leaving();
    } else {
      page.back();
    }
  });
  navigator.mediaDevices?.addEventListener?.('devicechange', () => page.microphone());
  void watchPermission(() => page.microphone());
  addEventListener('beforeunload', (event) => {
    if (page.busy()) {
      page.leaving();
      event.preventDefault();
    }
  });
}

/** Calls back when the permission to listen changes; browsers that cannot tell do without. */
async function watchPermission(changed: () => void): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    status.addEventListener('change', () => status.state === 'granted' && changed());
  } catch {
    // no such permission here
  }
}
