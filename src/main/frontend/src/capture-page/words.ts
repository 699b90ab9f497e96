import { pocket, uploader } from 'ayka:words';
import { fill } from '../base/messages.js';
import { UPLOADER_MESSAGES, type UploaderMessages } from '../upload/messages.js';

const language = globalThis.navigator?.language?.split('-')[0] ?? 'en';

/** A text of the bundle `pocket` in the user's language, else in English, with its placeholders filled in. */
export function words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = pocket[language]?.[key] ?? pocket['en']?.[key] ?? `!${key}!`;
  return fill(text, values);
}

/** What is said of files on their way, in the user's language. */
export const uploaderWords: UploaderMessages = { ...UPLOADER_MESSAGES, ...uploader[language] };
