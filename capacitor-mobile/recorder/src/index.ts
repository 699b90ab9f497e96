import { registerPlugin } from '@capacitor/core';
import type { RecorderPlugin } from './definitions.js';

export type * from './definitions.js';

export const AykaRecorder = registerPlugin<RecorderPlugin>('AykaRecorder', {
  web: () => import('./web.js').then((web) => new web.RecorderWeb()),
});
