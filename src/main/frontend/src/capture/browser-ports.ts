import type { RecorderPorts } from './recorder.js';

/** @param besidePlayback what the speakers play is recorded as well, so the microphone need not hear it again */
export function openMicrophone(deviceId: string | undefined, besidePlayback: boolean): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: {
      // A table of people is not a phone call: what these filters remove is the voice at its far end.
      echoCancellation: besidePlayback,
      noiseSuppression: false,
      autoGainControl: true,
      channelCount: 1,
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    },
  });
}

/** The browser's own parts for a recorder that opens its microphone as told. */
export function browserPorts(open: RecorderPorts['openMicrophone'], roomAgain: () => Promise<void>): RecorderPorts {
  return {
    openMicrophone: open,
    makeRecorder: (stream, mimeType) => new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 48_000 }),
    supports: (mimeType) => MediaRecorder.isTypeSupported(mimeType),
    now: () => performance.now(),
    date: () => new Date(),
    newId: () => crypto.randomUUID(),
    roomAgain,
  };
}
