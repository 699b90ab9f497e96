/** The recorder's states and what leads from one to the next. Pure: no microphone, no clock, no storage. */

export type Trouble =
  | 'denied'
  | 'no-microphone'
  | 'microphone-busy'
  | 'microphone-lost'
  | 'insecure'
  | 'unsupported'
  | 'no-storage'
  | 'device-full'
  | 'storage-failing'
  | 'microphone-muted'
  | 'other-tab'
  | 'ended-elsewhere'
  | 'failed';

export type RecorderState =
  | { readonly name: 'idle'; readonly trouble?: Trouble }
  /** An earlier recording was cut off (reload, crash): go on with it, or finish it. */
  | { readonly name: 'interrupted'; readonly recording: string; readonly trouble?: Trouble }
  | { readonly name: 'asking'; readonly recording?: string }
  /** With a trouble: what is heard cannot be kept at the moment and waits in memory. */
  | { readonly name: 'recording'; readonly recording: string; readonly trouble?: Trouble }
  | { readonly name: 'paused'; readonly recording: string; readonly trouble?: Trouble }
  | { readonly name: 'stopping'; readonly recording: string; readonly trouble?: Trouble };

export type RecorderEvent =
  | { readonly type: 'found-interrupted'; readonly recording: string }
  | { readonly type: 'start' }
  | { readonly type: 'started'; readonly recording: string }
  | { readonly type: 'refused'; readonly trouble: Trouble }
  /** Another tab has finished the recording that this one was to go on with. */
  | { readonly type: 'ended-elsewhere' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'lost'; readonly trouble: Trouble }
  | { readonly type: 'failing'; readonly trouble: Trouble }
  | { readonly type: 'well' }
  | { readonly type: 'stop' }
  | { readonly type: 'stopped' };

/** The next state; an event that means nothing in a state changes nothing (a double tap, a late callback). */
export function next(state: RecorderState, event: RecorderEvent): RecorderState {
  switch (event.type) {
    case 'found-interrupted':
      return state.name === 'idle' ? { name: 'interrupted', recording: event.recording } : state;
    case 'start':
      if (state.name === 'idle') {
        return { name: 'asking' };
      }
      return state.name === 'interrupted' ? { name: 'asking', recording: state.recording } : state;
    case 'resume':
      // After a lost microphone there is no recorder to wake up: ask for one again, in the same recording.
      if (state.name === 'paused') {
        return state.trouble ? { name: 'asking', recording: state.recording } : { name: 'recording', recording: state.recording };
      }
      return state;
    case 'started':
      return state.name === 'asking' ? { name: 'recording', recording: event.recording } : state;
    case 'refused':
      if (state.name !== 'asking' && state.name !== 'stopping') {
        return state;
      }
      return state.recording === undefined
        ? { name: 'idle', trouble: event.trouble }
        : { name: 'interrupted', recording: state.recording, trouble: event.trouble };
    case 'ended-elsewhere':
      return state.name === 'asking' ? { name: 'idle', trouble: 'ended-elsewhere' } : state;
    case 'pause':
      return state.name === 'recording' ? { name: 'paused', recording: state.recording } : state;
    case 'lost':
      return state.name === 'recording' || state.name === 'paused'
        ? { name: 'paused', recording: state.recording, trouble: event.trouble }
        : state;
    case 'failing':
      return (state.name === 'recording' || state.name === 'stopping') && state.trouble !== event.trouble
        ? { ...state, trouble: event.trouble }
        : state;
    case 'well':
      return (state.name === 'recording' || state.name === 'stopping') && state.trouble
        ? { name: state.name, recording: state.recording }
        : state;
    case 'stop':
      return state.name === 'recording' || state.name === 'paused' || state.name === 'interrupted'
        ? { name: 'stopping', recording: state.recording }
        : state;
    case 'stopped':
      return state.name === 'stopping' ? { name: 'idle' } : state;
  }
}

/** Whether leaving the page now would cut a recording off. */
export function isLive(state: RecorderState): boolean {
  return state.name === 'recording' || state.name === 'paused' || state.name === 'stopping' || state.name === 'asking';
}

/** The recording that goes on now; one that was cut off only waits for somebody to go on with it. */
export function liveRecording(state: RecorderState | undefined): string | undefined {
  return state && isLive(state) && 'recording' in state ? state.recording : undefined;
}
