/** The player's words in English. A host may pass its own for any key through the `messages` property. */
export const PLAYER_MESSAGES = {
  play: 'Play',
  pause: 'Pause',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  position: 'Position',
  speed: 'Speed',
  skip: 'Skip silence',
  saves: 'saves {time}',
  follow: 'Follow the text',
  voice: 'Back to the voice',
  gap: '{time} of sound are missing here: {cause}',
  gapUnknown: 'Sound is missing here: {cause}',
  noWave: 'The picture of the sound could not be loaded.',
  missing: 'There is no sound stored for this recording. Run it again from the beginning to make it anew.',
  damaged: 'The stored sound is damaged. Run the recording again from the beginning to make it anew.',
  unreachable: 'AYKA cannot be reached right now.',
  signedOut: 'You are signed out. Reload the page to sign in.',
  retry: 'Try again',
} as const;

export type PlayerMessages = Record<keyof typeof PLAYER_MESSAGES, string>;

/** The words of the small player in English. */
export const MINI_MESSAGES = {
  now: 'Playing',
  play: 'Play',
  pause: 'Pause',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  open: 'To the recording',
  float: 'In a window of its own',
  close: 'Stop listening',
} as const;

export type MiniMessages = Record<keyof typeof MINI_MESSAGES, string>;
