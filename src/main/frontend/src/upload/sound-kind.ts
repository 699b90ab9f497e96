/** What a file holds, told by its first bytes. `unknown` may be sound: the server's decoder has the last word. */
export type Kind = 'sound' | 'picture' | 'document' | 'archive' | 'text' | 'program' | 'unknown';

/** So many bytes tell. */
export const HEAD_BYTES = 1024;

type Sign = readonly [offset: number, ...bytes: number[]];

const ascii = (offset: number, text: string): Sign => [offset, ...Array.from(text, (letter) => letter.charCodeAt(0))];

const SOUND: readonly Sign[] = [
  ascii(8, 'WAVE'),
  ascii(8, 'AVI '),
  ascii(8, 'AIFF'),
  ascii(8, 'AIFC'),
  ascii(0, 'ID3'),
  ascii(0, 'OggS'),
  ascii(0, 'fLaC'),
  ascii(0, 'caff'),
  ascii(0, '#!AMR'),
  ascii(0, 'MAC '),
  ascii(0, 'wvpk'),
  ascii(0, '.snd'),
  ascii(0, 'FLV\x01'),
  ascii(4, 'moov'),
  ascii(4, 'mdat'),
  ascii(4, 'wide'),
  ascii(4, 'ftyp'),
  [0, 0x1a, 0x45, 0xdf, 0xa3], // Matroska, WebM
  [0, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], // Windows Media
  [0, 0x72, 0x69, 0x66, 0x66, 0x2e, 0x91, 0xcf, 0x11], // Wave64
  [0, 0x00, 0x00, 0x01, 0xba], // MPEG program stream
];

const OTHERS: readonly (readonly [Kind, Sign])[] = [
  ['picture', ascii(8, 'WEBP')],
  ['picture', [0, 0xff, 0xd8, 0xff]],
  ['picture', [0, 0x89, 0x50, 0x4e, 0x47]],
  ['picture', ascii(0, 'GIF8')],
  ['picture', [0, 0x49, 0x49, 0x2a, 0x00]],
  ['picture', [0, 0x4d, 0x4d, 0x00, 0x2a]],
  ['picture', ascii(4, 'ftyphei')],
  ['picture', ascii(4, 'ftypmif1')],
  ['picture', ascii(4, 'ftypavif')],
  ['document', ascii(0, '%PDF')],
  ['document', ascii(0, '{\\rtf')],
  ['document', [0, 0xd0, 0xcf, 0x11, 0xe0]],
  ['archive', [0, 0x50, 0x4b, 0x03, 0x04]],
  ['archive', ascii(0, 'Rar!')],
  ['archive', [0, 0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0, 0x1f, 0x8b, 0x08]],
  ['program', [0, 0x7f, 0x45, 0x4c, 0x46]],
  ['program', [0, 0x4d, 0x5a, 0x90, 0x00]],
];

export function kindOf(head: Uint8Array): Kind {
  const other = OTHERS.find(([, sign]) => bears(head, sign));
  if (other) {
    return other[0];
  }
  if (SOUND.some((sign) => bears(head, sign)) || isMpeg(head) || isTransportStream(head)) {
    return 'sound';
  }
  return isText(head) ? 'text' : 'unknown';
}

/** Whether a file that nobody named one by one, but that lay in a folder, is worth sending. */
export function isWanted(kind: Kind, file: { readonly name: string; readonly type: string }): boolean {
  return (
    kind === 'sound' ||
    (kind === 'unknown' &&
      (/^(audio|video)\//.test(file.type) ||
        /\.(wav|mp3|m4a|m4b|aac|flac|ogg|oga|opus|webm|mp4|mkv|mov|avi|wma|amr|3gp|aiff?|caf|m4v|mp2|mka|ts)$/i.test(file.name)))
  );
}

function bears(head: Uint8Array, [offset, ...bytes]: Sign): boolean {
  return bytes.every((byte, index) => head[offset + index] === byte);
}

/** A frame of MPEG audio (mp3) or ADTS (aac) without anything before it. */
function isMpeg(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0, fourth = 0] = head;
  const utf16 = second === 0xfe && (third === 0 || fourth === 0);
  return first === 0xff && (second & 0xe0) === 0xe0 && !utf16 && (second & 0x18) !== 0x08;
}

function isTransportStream(head: Uint8Array): boolean {
  return head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47;
}

function isText(head: Uint8Array): boolean {
  if (head.length < 8) {
    return false;
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return true;
  }
  if (head.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12)) {
    return false;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }); // its last letter may be cut
    return true;
  } catch {
    return false;
  }
}
