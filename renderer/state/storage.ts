/**
 * What this browser keeps between two starts. A browser that lets nothing be stored (private windows, a full disk)
 * is no reason to stop: it is said once, and the app goes on without.
 */
let isWarned = false;

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch (error) {
    if (!isWarned)
      console.warn("This browser lets nothing be stored; a reload forgets what was not sent.", error);
    isWarned = true;
    return otherwise;
  }
}

export function stored(key: string): string | null {
  return attempt(() => localStorage.getItem(key), null);
}

export function store(key: string, value: string): void {
  attempt(() => localStorage.setItem(key, value), undefined);
}

export function forget(key: string): void {
  attempt(() => localStorage.removeItem(key), undefined);
}

/** All keys that begin with `prefix`. */
export function storedKeys(prefix: string): string[] {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix)), []);
}

/** The JSON value under `key`; `null` when there is none, or none that can be read. */
export function storedJson(key: string): unknown {
  const text = stored(key);
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    forget(key); // not ours, or cut off: it can never be read
    return null;
  }
}
