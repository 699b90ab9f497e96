/** Formats that the server decodes, best first: Opus where the browser has it, AAC in MP4 on Apple's. */
const FORMATS = ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4'] as const;

export type Supports = (mimeType: string) => boolean;

/** The recorder's format, or undefined when this browser can record none that we take. */
export function chooseFormat(supports: Supports): string | undefined {
  return FORMATS.find((format) => supports(format));
}

/** Whether this browser can record at all; the word names what is missing. */
export function missingAbility(scope: typeof globalThis): 'secure' | 'microphone' | 'recorder' | 'storage' | undefined {
  if (scope.isSecureContext === false) {
    return 'secure';
  }
  if (!scope.navigator?.mediaDevices?.getUserMedia) {
    return 'microphone';
  }
  if (typeof scope.MediaRecorder !== 'function' || !chooseFormat((type) => scope.MediaRecorder.isTypeSupported(type))) {
    return 'recorder';
  }
  if (!scope.indexedDB || !scope.crypto?.subtle) {
    return 'storage';
  }
  return undefined;
}
