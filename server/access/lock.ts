/** What is asked for at a door: the host's, or a room's. */
export interface Lock {
  /** What passcode.ts keeps of the passcode; null when none is asked for. */
  readonly passcode: string | null;
  /** How often it has been changed: who has shown an older one is asked again. */
  readonly version: number;
}

/** The lock of a door that asks for a passcode. */
export type ClosedLock = Lock & { readonly passcode: string };

export function isClosed(lock: Lock): lock is ClosedLock {
  return lock.passcode !== null;
}

/** The lock of a door that never had a passcode. */
export const OPEN: Lock = { passcode: null, version: 0 };

/** The lock after its passcode has been changed to what `passcode` is kept of, or to none. */
export function changed({ version }: Lock, passcode: string | null): Lock {
  return { passcode, version: version + 1 };
}
