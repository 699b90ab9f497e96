import { CaptureDevice } from './capture/device.js';
import { isLive } from './capture/state.js';
import { beginAnew, LOOK_MS, type LeavablePage } from './session/ended-session.js';

const page: LeavablePage = {
  ended: () => {
    const said = document.querySelector('.v-system-error .caption')?.textContent;
    return said !== undefined && said === document.body.dataset['sessionEnded'];
  },
  records: async () => isLive((await CaptureDevice.get()).state),
  writes: () => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) {
      focused = focused.shadowRoot.activeElement;
    }
    return Boolean((focused as { value?: unknown } | null)?.value);
  },
  // asked as a browser asks: whoever listens need not be known here
  holdsBack: () => !dispatchEvent(new Event('beforeunload', { cancelable: true })),
  reload: () => location.reload(),
};

setInterval(() => void beginAnew(page), LOOK_MS);
