/** The uploader's words in English. A host may pass its own for any key through the `messages` property. */
export const UPLOADER_MESSAGES = {
  choose: 'Choose a sound file',
  drop: 'or drop it here',
  sending: 'Sending {name}: {percent} %',
  waiting: 'No connection: waiting to send {name}',
  finishing: 'Checking {name}…',
  done: '{name} has arrived and is being processed.',
  stop: 'Stop',
  stopped: 'Stopped. Nothing of {name} was kept.',
  empty: '{name} is empty. Choose a file that holds sound.',
  tooBig: '{name} is larger than the {limit} that one file may have.',
  refused: '{name} was not taken: {reason}',
  failed: '{name} could not be sent. Try again.',
} as const;

export type UploaderMessages = Record<keyof typeof UPLOADER_MESSAGES, string>;
