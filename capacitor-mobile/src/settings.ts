import type { AppLock } from './app-lock.js';
import { element } from './dom.js';
import type { PhonePush } from './phone-push.js';
import { words } from './words.js';

/** What the app lets its owner choose, below the page. */
export async function settings(
  place: HTMLElement,
  lock: AppLock,
  push: PhonePush,
  server: string,
  change: () => void,
): Promise<void> {
  const trouble = element('p', { role: 'alert' });
  const lockBox = (await lock.isPossible()) ? choice(words('lock.on'), await lock.isOn(), (on) => lock.turn(on)) : undefined;
  const pushBox = (await push.isOffered())
    ? choice(words('push.on'), await push.isOn(), async (on) => {
        trouble.textContent = '';
        const isOn = on ? await push.turnOn() : (await push.turnOff(), false);
        trouble.textContent = on && !isOn ? words('push.failed') : '';
        return on === isOn;
      })
    : undefined;
  const other = element('button', { type: 'button', className: 'quiet' }, words('settings.change'));
  other.addEventListener('click', () => confirm(words('server.other')) && change());
  const title = element('h2', {}, words('settings'));
  place.append(
    element(
      'section',
      { id: 'app-settings', className: 'app', ariaLabel: words('settings') },
      title,
      lockBox,
      pushBox,
      trouble,
      element('p', {}, words('settings.server', { server })),
      other,
    ),
  );
}

/** A box that stays as it was when the wish was not granted. */
function choice(text: string, on: boolean, wish: (on: boolean) => Promise<boolean>): HTMLElement {
  const box = element('input', { type: 'checkbox', checked: on });
  box.addEventListener('change', () => {
    box.disabled = true;
    void wish(box.checked)
      .catch(() => false)
      .then((granted) => {
        box.checked = granted ? box.checked : !box.checked;
        box.disabled = false;
      });
  });
  return element('label', { className: 'choice' }, box, element('span', {}, text));
}
