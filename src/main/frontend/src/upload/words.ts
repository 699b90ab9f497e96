import { fill } from '../base/messages.js';
import type { UploaderMessages } from './messages.js';
import type { Summary, UploadView } from './upload.js';

const UNITS = ['kB', 'MB', 'GB'] as const;

/** `3.4 MB`; a MB has 1024 × 1024 bytes, as the server's settings mean it. */
export function size(bytes: number): string {
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = value > 0 && value < 9.95 && unit > 0 ? 1 : 0;
  const rounded = bytes > 0 && unit === 0 ? Math.max(1, Math.round(value)) : Number(value.toFixed(digits));
  return `${rounded.toLocaleString(globalThis.document?.documentElement.lang || 'en')} ${UNITS[unit]}`;
}

export function left(ms: number, words: UploaderMessages): string {
  const minutes = Math.ceil(ms / 60_000);
  if (ms < 50_000) {
    return words.underMinute;
  }
  return minutes < 60
    ? fill(words.minutes, { count: minutes })
    : fill(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** What is to be said of one file. */
export function line(one: UploadView, limit: number, words: UploaderMessages): string {
  const percent = Math.floor(one.share * 100);
  const values = { percent, limit: size(limit), size: size(one.bytes), reason: one.reason ?? '', title: one.known?.title ?? '' };
  switch (one.stage) {
    case 'failed':
      return fill(words[one.problem ?? 'failed'], values);
    case 'needsFile':
      return fill(one.problem === 'gone' || one.problem === 'otherFile' ? words[one.problem] : words.needsFile, values);
    case 'sending': {
      if (one.waiting) {
        return fill(words[one.waiting], values);
      }
      const speed = one.bytesPerSecond;
      return speed > 0
        ? fill(words.pace, { ...values, speed: size(speed), left: left(((one.bytes - one.sentBytes) / speed) * 1000, words) })
        : fill(words.sending, values);
    }
    case 'checking':
    case 'queued':
    case 'finishing':
      return one.waiting ? fill(words[one.waiting], values) : fill(words[one.stage], values);
    case 'done':
      return words.arrived;
    case 'paused':
      return fill(words.pausedAt, values);
    default:
      return fill(words[one.stage], values);
  }
}

/** What is to be said of all of them; empty without any. */
export function summaryLine(summary: Summary, views: readonly UploadView[], words: UploaderMessages): string {
  const { files, done, bytes, sentBytes, leftMs } = summary;
  if (files === 0) {
    return '';
  }
  if (done === files) {
    const name = views.find((one) => one.stage === 'done')?.name ?? '';
    return fill(files === 1 ? words.oneDone : words.allDone, { files, name });
  }
  const values = { done, files, sent: size(sentBytes), bytes: size(bytes) };
  const text =
    leftMs === undefined ? fill(words.summary, values) : fill(words.summaryLeft, { ...values, left: left(leftMs, words) });
  return summary.asking > 0 ? `${text} · ${fill(words.asking, { files: summary.asking })}` : text;
}

/** Names of files that were not taken, not all of them where these are many. */
export function leftOutLine(names: readonly string[], words: UploaderMessages): string {
  const shown = names.slice(0, 3).join(', ');
  const rest = names.length - 3;
  return fill(words.leftOut, { names: rest > 0 ? `${shown} ${fill(words.more, { count: rest })}` : shown });
}
