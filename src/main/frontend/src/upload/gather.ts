import { head, type Found } from './found.js';
import { isWanted, kindOf } from './sound-kind.js';

interface DroppedItem {
  readonly handle: Promise<FileSystemHandle | null> | undefined;
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
}

/** What was dropped, folders with all that is in them. Has to be called while the event is handled. */
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  const items: DroppedItem[] = Array.from(transfer.items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({
      handle: (item as { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }).getAsFileSystemHandle?.(),
      entry: item.webkitGetAsEntry?.() ?? null,
      file: item.getAsFile(),
    }));
  const found: Found[] = [];
  for (const { handle, entry, file } of items) {
    const known = await handle?.catch(() => null);
    if (known?.kind === 'directory') {
      await walkHandle(known as FileSystemDirectoryHandle, found);
    } else if (entry?.isDirectory) {
      await walkEntry(entry as FileSystemDirectoryEntry, found);
    } else if (file) {
      found.push({ file, inFolder: false, ...(known ? { handle: known as FileSystemFileHandle } : {}) });
    }
  }
  return found;
}

/** What was chosen in a dialog of the browser. */
export function chosen(files: FileList | readonly File[]): Found[] {
  return Array.from(files, (file) => ({ file, inFolder: Boolean(file.webkitRelativePath) }));
}

export async function picked(handles: readonly FileSystemFileHandle[]): Promise<Found[]> {
  return Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle, inFolder: false })));
}

/** Of folders only sounds and videos are taken; the rest is told. Hidden files are no files to people. */
export async function sift(found: readonly Found[]): Promise<{ taken: Found[]; leftOut: string[] }> {
  const taken: Found[] = [];
  const leftOut: string[] = [];
  for (const one of found) {
    if (!one.inFolder || (await isSound(one.file))) {
      taken.push(one);
    } else if (!one.file.name.startsWith('.')) {
      leftOut.push(one.file.name);
    }
  }
  return { taken, leftOut };
}

async function isSound(file: File): Promise<boolean> {
  try {
    return !file.name.startsWith('.') && isWanted(kindOf(await head(file)), file);
  } catch {
    return true; // why it cannot be read is told where it is sent
  }
}

async function walkHandle(directory: FileSystemDirectoryHandle, found: Found[]): Promise<void> {
  const children = (directory as unknown as { values(): AsyncIterable<FileSystemHandle> }).values();
  for await (const child of children) {
    if (child.kind === 'directory') {
      await walkHandle(child as FileSystemDirectoryHandle, found);
    } else {
      const handle = child as FileSystemFileHandle;
      found.push({ file: await handle.getFile(), handle, inFolder: true });
    }
  }
}

async function walkEntry(directory: FileSystemDirectoryEntry, found: Found[]): Promise<void> {
  const reader = directory.createReader();
  for (;;) {
    // it gives a hundred at a time
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) {
      return;
    }
    for (const entry of entries) {
      if (entry.isDirectory) {
        await walkEntry(entry as FileSystemDirectoryEntry, found);
      } else {
        const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        found.push({ file, inFolder: true });
      }
    }
  }
}
