import { element } from './dom.js';
import { findServer } from './find-server.js';
import type { PhoneHttp } from './phone-fetch.js';
import { words } from './words.js';

/** Shows the first page of a new app; resolves with the origin of the installation that somebody chose. */
export function askForServer(place: HTMLElement, http: PhoneHttp, suggested = ''): Promise<string> {
  return new Promise((resolve) => {
    const trouble = element('p', { role: 'alert' });
    const input = element('input', {
      type: 'text',
      inputMode: 'url',
      autocapitalize: 'none',
      spellcheck: false,
      name: 'server',
      placeholder: words('server.placeholder'),
      value: suggested,
    });
    const button = element('button', { type: 'submit' }, words('server.use'));
    const form = element(
      'form',
      { id: 'app-start', className: 'app', noValidate: true },
      element('h1', {}, words('server.title')),
      element('p', {}, words('server.text')),
      element('label', {}, words('server.label'), input),
      trouble,
      button,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      button.disabled = true;
      trouble.textContent = '';
      void findServer(input.value, http).then((found) => {
        button.disabled = false;
        if (!found.ok) {
          trouble.textContent = words(`server.${found.why}`);
          input.focus();
        } else if (!found.plain || confirm(words('server.plain'))) {
          form.remove();
          resolve(found.origin);
        }
      });
    });
    place.append(form);
    input.focus();
  });
}
