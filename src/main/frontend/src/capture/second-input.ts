/** Which sound is recorded beside the microphone: what a tab or the system plays, or another microphone. */
export type SecondSource = { readonly kind: 'display' } | { readonly kind: 'microphone'; readonly deviceId: string };

/** Why there is no second input: refused or cancelled, shared without its sound, not to be had, or it ended. */
export type SecondTrouble = 'declined' | 'no-sound' | 'failed' | 'ended';

/**
 * Whether this browser can hand over the sound of tabs. Chromium on computers alone can; others know `getDisplayMedia`,
 * but share pictures only, so that is not what is asked.
 */
export function sharesSound(devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices): boolean {
  const supported = devices?.getSupportedConstraints?.() as Record<string, boolean> | undefined;
  return typeof devices?.getDisplayMedia === 'function' && supported?.['suppressLocalAudioPlayback'] === true;
}

export class NoSecondInput extends Error {
  constructor(readonly trouble: SecondTrouble) {
    super(`no second input: ${trouble}`);
    this.name = 'NoSecondInput';
  }
}

/**
 * Opens a second input: sound alone.
 *
 * @throws NoSecondInput
 */
export async function openSecond(source: SecondSource, devices: MediaDevices = navigator.mediaDevices): Promise<MediaStream> {
  let stream: MediaStream;
  try {
    stream = await (source.kind === 'display' ? shareSound(devices) : openMicrophone(devices, source.deviceId));
  } catch (failure) {
    const name = failure instanceof Error || failure instanceof DOMException ? failure.name : '';
    throw new NoSecondInput(name === 'NotAllowedError' || name === 'AbortError' ? 'declined' : 'failed');
  }
  for (const track of stream.getVideoTracks()) {
    track.stop(); // the picture is nobody's business; the browser only gives sound together with one
    stream.removeTrack(track);
  }
  if (stream.getAudioTracks().length === 0) {
    throw new NoSecondInput('no-sound');
  }
  return stream;
}

function shareSound(devices: MediaDevices): Promise<MediaStream> {
  const options = {
    video: true,
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, suppressLocalAudioPlayback: false },
    systemAudio: 'include',
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
  };
  return devices.getDisplayMedia(options as DisplayMediaStreamOptions);
}

function openMicrophone(devices: MediaDevices, deviceId: string): Promise<MediaStream> {
  return devices.getUserMedia({
    audio: {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: true,
      channelCount: 1,
      deviceId: { exact: deviceId },
    },
  });
}
