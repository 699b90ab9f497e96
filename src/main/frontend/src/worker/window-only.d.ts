/** What modules that a worker shares with a page ask of a page alone, and do without in a worker. */
interface StorageManager {
  persist?(): Promise<boolean>;
}

declare const document: unknown;
