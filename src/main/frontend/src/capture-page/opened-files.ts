interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** Hands on the files that a person opened with AYKA (`file_handlers` of the manifest). */
export function openedFiles(take: (file: File) => Promise<void>): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer((launch) => {
    for (const handle of launch.files ?? []) {
      void handle.getFile().then(take);
    }
  });
}
