import type { SharedSound } from 'ayka-recorder';

interface Launch {
  readonly files: readonly { getFile(): Promise<File> }[];
}

/**
 * Hands files that other apps shared to the page as a browser hands over files that it was opened with (`launchQueue`):
 * kept until the page wants them.
 */
export class SharedSounds {
  private consumer: ((launch: Launch) => void) | undefined;
  private readonly waiting: SharedSound[] = [];

  constructor(
    private readonly readable: (path: string) => string,
    private readonly fetch: (address: string) => Promise<Response>,
  ) {}

  setConsumer(consumer: (launch: Launch) => void): void {
    this.consumer = consumer;
    this.add(this.waiting.splice(0));
  }

  add(files: readonly SharedSound[]): void {
    if (!this.consumer) {
      this.waiting.push(...files);
    } else if (files.length > 0) {
      this.consumer({ files: files.map((file) => ({ getFile: () => this.read(file) })) });
    }
  }

  private async read({ name, type, path }: SharedSound): Promise<File> {
    const answer = await this.fetch(this.readable(path));
    if (!answer.ok) {
      throw new Error(`${name} cannot be read`);
    }
    return new File([await answer.blob()], name, { type });
  }
}
