import { readServerAddress } from './server-address.js';

/** What an address that opened the app asks for. */
export type Link =
  /** `ayka://server?address=…`: what a QR code holds that a phone's camera reads. */
  | { readonly to: 'server'; readonly address: string }
  /** `ayka://connected`: a person has connected this phone in the browser. */
  | { readonly to: 'connected' }
  /** `ayka://recordings/{id}` or `https://{server}/recordings/{id}`. */
  | { readonly to: 'recording'; readonly recording: string }
  /** A file that iOS gives over. */
  | { readonly to: 'file'; readonly path: string };

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Anybody can make a link: what is not one of ours, or for another server than the chosen one, is undefined. */
export function readLink(text: string, server: string | undefined): Link | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (url.protocol === 'file:') {
    return { to: 'file', path: text };
  }
  // Engines differ in what is the host of an address of their own scheme.
  const [first = '', second = ''] =
    url.protocol === 'ayka:'
      ? url.href.slice('ayka:'.length).split(/[?#]/)[0]!.split('/').filter((part) => part !== '')
      : url.origin === server
        ? url.pathname.split('/').filter((part) => part !== '')
        : [];
  if (first === 'recordings' && ID.test(second)) {
    return { to: 'recording', recording: second.toLowerCase() };
  }
  if (url.protocol === 'ayka:' && first === 'connected') {
    return { to: 'connected' };
  }
  if (url.protocol === 'ayka:' && first === 'server') {
    const address = readServerAddress(url.searchParams.get('address') ?? '');
    return address.ok ? { to: 'server', address: address.origin } : undefined;
  }
  return undefined;
}
