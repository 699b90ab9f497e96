import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWanted, kindOf } from '../src/upload/sound-kind.js';

/** How such files begin, as ffmpeg writes them (the server's UploadFormatsTest decodes them). */
const SOUNDS: Record<string, string> = {
  'bare.mp3': 'fffb50c4000009f0552235b600017895661b3ad000100e35fcd8cecc0468d31c0e2a68e8278e5210',
  'tagged.mp3': '49443304000000000022545353450000000e0000034c61766636322e332e31303000000000000000',
  'tone.aac': 'fff150401d5ffcde02004c61766336322e31312e313031000264ac5b69ac3d0a0b58bfb6fad7d5dd',
  'tone.wav': '52494646de09040057415645666d7420100000000100010044ac000088580100020010004c495354',
  'tone.w64': '726966662e91cf11a5d628db04c10000000a04000000000077617665f3acd3118cd100c04f8edb8a',
  'tone.aiff': '464f524d000409c641494646434f4d4d000000120001000204cc0010400eac440000000000005353',
  'tone.amr': '2321414d520a3c0201b7484a3bc7c8cc797ae4157076c0000974cb3c3f0c00001b720cd88f603c1c',
  'tone.caf': '636166660001000064657363000000000000002040e5888000000000616c61630000000000000000',
  'tone.flac': '664c614300000022120012000003630004fb0ac440f0000204cc7ff49153df19f49890c3c900633e',
  'tone.m4a': '0000001c667479704d344120000002004d34412069736f6d69736f320000000866726565000066bf',
  'fragments.m4a': '000000206674797069736f6d0000020069736f6d69736f3669736f326d703431000002bc6d6f6f76',
  'tone.3gp': '0000001c6674797033677034000002003367703469736f6d69736f320000000866726565000012e8',
  'tone.ogg': '4f676753000200000000000000003c11893c000000007ee7a146011e01766f726269730000000002',
  'tone.opus': '4f676753000200000000000000003d931d5a00000000d8bf643401134f7075734865616401013801',
  'tone.webm': '1a45dfa39f4286810142f7810142f2810442f381084282847765626d428781044285810218538067',
  'tone.wma': '3026b2758e66cf11a6d900aa0062ce6cec01000000000000050000000102a1dcab8c47a9cf118ee4',
  'film.avi': '52494646d6c50000415649204c495354c42200006864726c6176696838000000400d030059830000',
  'film.mkv': '1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b614287810442858102',
  'film.mov': '000000146674797071742020000002007174202000000008776964650000906b6d646174de02004c',
  'film.mp4': '0000001c6674797069736f6d0000020069736f6d69736f326d703431000000086672656500009 06b'.replace(' ', ''),
};

const OTHERS: Record<string, [kind: string, hex: string]> = {
  'photo.jpg': ['picture', 'ffd8ffe000104a46494600010200000100010000fffe00104c61766336322e31312e31303000ffdb'],
  'photo.png': ['picture', '89504e470d0a1a0a0000000d49484452000000200000001808020000001431686300000009704859'],
  'photo.gif': ['picture', '47494638396120001800f71f310000002400004800006c0000900000b40000d80000fc0000002400'],
  'photo.heic': ['picture', '00000024667479706865696300000000'],
  'minutes.pdf': ['document', '255044462d312e370a25e2e3cfd30a'],
  'minutes.docx': ['archive', '504b0304140006000800000021'],
  'minutes.txt': ['text', Buffer.from('Protokoll der Sitzung, mit Ümläuten').toString('hex')],
  'notepad.txt': ['text', 'fffe4d0069006e0075007400650073000d00'],
  'noise.bin': ['unknown', '01f39ac400de17b2009d1100ff0a'],
};

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

test('sounds and videos are told by what is in them', () => {
  for (const [name, hex] of Object.entries(SOUNDS)) {
    assert.equal(kindOf(bytes(hex)), 'sound', name);
  }
});

test('what cannot be sound has a word for it', () => {
  for (const [name, [kind, hex]] of Object.entries(OTHERS)) {
    assert.equal(kindOf(bytes(hex)), kind, name);
  }
});

test('of a folder sounds are taken, and what may be one by its name', () => {
  assert.ok(isWanted('sound', { name: 'holiday.jpg', type: 'image/jpeg' }));
  assert.ok(isWanted('unknown', { name: 'Call.MP3', type: '' }));
  assert.ok(!isWanted('unknown', { name: 'data.bin', type: '' }));
  assert.ok(!isWanted('picture', { name: 'cover.mp3', type: 'audio/mpeg' }));
});
