/** What became of an address that somebody typed or that a QR code gave. */
export type ServerAddress =
  | { readonly ok: true; readonly origin: string; /** Whether everybody in the same network can read along. */ readonly plain: boolean }
  | { readonly ok: false; readonly why: 'empty' | 'unreadable' | 'not-secure' | 'user-info' };

/**
 * The origin of an installation: https; http only for this device, private networks and their names. What stands behind
 * the host is left out, so that the address of any page of it will do.
 */
export function readServerAddress(typed: string): ServerAddress {
  const text = typed.trim();
  if (text === '') {
    return { ok: false, why: 'empty' };
  }
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return { ok: false, why: 'unreadable' };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { ok: false, why: 'unreadable' };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, why: 'user-info' }; // https://bank.example@evil.example looks like another host
  }
  if (url.hostname === '' || !/^[a-z0-9.:[\]-]+$/i.test(url.hostname)) {
    return { ok: false, why: 'unreadable' };
  }
  const plain = url.protocol === 'http:';
  if (plain && !isPrivate(url.hostname)) {
    return { ok: false, why: 'not-secure' };
  }
  return { ok: true, origin: url.origin, plain };
}

/** Whether a host can only be in the same network: loopback, RFC 1918, link-local, unique local, `.local`, `.home.arpa`. */
export function isPrivate(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (host.includes(':')) {
    const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
    if (mapped) {
      const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
      return isPrivate(`${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
    }
    return host === '::1' || /^f[cd][0-9a-f]{2}:/.test(host) || /^fe[89ab][0-9a-f]:/.test(host);
  }
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
  if (four) {
    const [a, b] = [Number(four[1]), Number(four[2])];
    return (
      a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)
    );
  }
  return host === 'localhost' || /\.(localhost|local|home\.arpa)$/.test(host);
}
