import { pocket } from 'ayka:words';
import { fill } from '../base/messages.js';

const language = globalThis.navigator?.language?.split('-')[0] ?? 'en';

/** A text of the bundle `pocket` in the user's language, else in English, with its placeholders filled in. */
export function words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = pocket[language]?.[`pocket.${key}`] ?? pocket['en']?.[`pocket.${key}`] ?? `!${key}!`;
  return fill(text, values);
}
