import { mobile } from 'ayka:mobile-words';
import { fill } from '#page/base/messages.js';

/** A text of the app's own bundle with its placeholders filled in. */
export function words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(mobile[`mobile.${key}`] ?? `!${key}!`, values);
}
