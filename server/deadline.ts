/**
 * Does what `work` does with a signal that is aborted after `limit` ms, or with `signal`. Not AbortSignal.any of
 * AbortSignal.timeout: Node may collect the time limit as garbage, and then it never ends.
 */
export async function withDeadline<T>(
  limit: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  const late = setTimeout(stop, limit);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await work(end.signal);
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
  }
}
