import { WebPlugin } from '@capacitor/core';
import type { RecorderPlugin, RecorderStatus } from './definitions.js';

/**
 * A browser has no recorder of the phone's kind, and the page's own records there. This one holds nothing and says so,
 * with the word by which the page knows it.
 */
export class RecorderWeb extends WebPlugin implements RecorderPlugin {
  start(): Promise<RecorderStatus> {
    return Promise.reject(this.notHere());
  }

  resume(): Promise<RecorderStatus> {
    return Promise.reject(this.notHere());
  }

  pause(): Promise<RecorderStatus> {
    return this.status();
  }

  stop(): Promise<RecorderStatus> {
    return this.status();
  }

  mark(): Promise<{ atMs?: number }> {
    return Promise.resolve({});
  }

  status(): Promise<RecorderStatus> {
    return Promise.resolve({ state: 'idle', elapsedMs: 0, level: 0, trouble: 'unsupported' });
  }

  recordings(): Promise<{ recordings: [] }> {
    return Promise.resolve({ recordings: [] });
  }

  chunks(): Promise<{ chunks: [] }> {
    return Promise.resolve({ chunks: [] });
  }

  read(): Promise<{ base64?: string }> {
    return Promise.resolve({});
  }

  async flush(): Promise<void> {}

  async release(): Promise<void> {}

  async finish(): Promise<void> {}

  async remove(): Promise<void> {}

  private notHere(): Error {
    return Object.assign(this.unavailable('the phone has its own recorder, a browser has not'), { code: 'unsupported' });
  }
}
