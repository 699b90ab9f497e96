import type { PhoneHttp } from './phone-fetch.js';
import { readServerAddress } from './server-address.js';

export type FoundServer =
  | { readonly ok: true; readonly origin: string; readonly plain: boolean }
  | { readonly ok: false; readonly why: 'empty' | 'unreadable' | 'not-secure' | 'user-info' | 'no-answer' | 'not-ayka' };

/** Whether AYKA is at an address: it says 401 `not-connected` to a device that it does not know. */
export async function findServer(typed: string, http: PhoneHttp): Promise<FoundServer> {
  const address = readServerAddress(typed);
  if (!address.ok) {
    return address;
  }
  try {
    const { status, data } = await http({
      url: `${address.origin}/api/capture/v1/me`,
      method: 'GET',
      headers: { Authorization: 'Bearer nobody', Accept: 'application/problem+json' },
      connectTimeout: 10_000,
      readTimeout: 10_000,
      disableRedirects: true,
      responseType: 'text',
    });
    const isOurs = status === 401 && JSON.stringify(data ?? '').includes('urn:ayka:capture:not-connected');
    return isOurs ? address : { ok: false, why: 'not-ayka' };
  } catch {
    return { ok: false, why: 'no-answer' };
  }
}
