/** IndexedDB in promises: one function per need, every write durable before it is reported done. */

export function request<T>(source: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    source.onsuccess = () => resolve(source.result);
    source.onerror = () => reject(source.error ?? new Error('request failed'));
  });
}

/**
 * Runs one transaction. Resolves when it is committed, for writes to disk (`strict`); the body may await nothing but
 * requests of this transaction.
 */
export async function transact<T>(
  database: IDBDatabase,
  stores: readonly string[],
  mode: 'readonly' | 'readwrite',
  body: (store: (name: string) => IDBObjectStore) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction([...stores], mode, { durability: 'strict' });
  const committed = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
  committed.catch(() => undefined); // reported below; never as an unhandled rejection
  let result: T;
  try {
    result = await body((name) => transaction.objectStore(name));
  } catch (failure) {
    try {
      transaction.abort();
    } catch {
      // it had ended by itself
    }
    throw failure;
  }
  await committed;
  return result;
}

export function open(
  factory: IDBFactory,
  name: string,
  version: number,
  upgrade: (database: IDBDatabase, from: number) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name, version);
    opening.onupgradeneeded = (event) => upgrade(opening.result, event.oldVersion);
    opening.onerror = () => reject(opening.error ?? new Error(`cannot open ${name}`));
    opening.onsuccess = () => {
      const database = opening.result;
      database.onversionchange = () => database.close();
      resolve(database);
    };
  });
}

/** Every key below `prefix`: arrays sort after numbers and strings, so `[]` closes the range. */
export function below(...prefix: IDBValidKey[]): IDBKeyRange {
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}
