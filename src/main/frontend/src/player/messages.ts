/** The player's words in English. A host may pass its own for any key through the `messages` property. */
export const PLAYER_MESSAGES = {
  play: 'Play',
  pause: 'Pause',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  position: 'Position',
  speed: 'Speed',
  follow: 'Follow the text',
  unplayable: 'The sound cannot be played right now.',
} as const;

export type PlayerMessages = Record<keyof typeof PLAYER_MESSAGES, string>;
