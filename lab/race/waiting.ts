/** Resolves after `ms`; rejects with the signal's reason when it is given up. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** How often something that is waited for is looked at, in ms. */
const LOOK_EVERY = 5;

/** Waits until `holds` does, for `limit` ms at most. Resolves to whether it does. */
export async function waitFor(holds: () => boolean, limit: number, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + limit;
  while (!holds()) {
    if (performance.now() >= end) return false;
    await pause(LOOK_EVERY, signal);
  }
  return true;
}
