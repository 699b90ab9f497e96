/** The transcript's words in English. A host may pass its own for any key through the `messages` property. */
export const TRANSCRIPT_MESSAGES = {
  edit: 'Correct the words',
  save: 'Save',
  cancel: 'Cancel',
  doubtful: 'AYKA is not sure of these words',
  unsure: 'AYKA is not sure of this word',
  also: 'and {name}',
  find: 'Find in the transcript',
  found: '{count} found',
} as const;

export type TranscriptMessages = Record<keyof typeof TRANSCRIPT_MESSAGES, string>;
