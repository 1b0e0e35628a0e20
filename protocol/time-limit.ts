/**
 * Runs what can be aborted, for `ms` at most: then, and when `stop` aborts, its signal does. A time limit aborts with a
 * `TimeoutError`, as `AbortSignal.timeout` does. That one joined with another by `AbortSignal.any` will not do: Node holds
 * both weakly, and a limit that was collected as garbage never ends.
 */
export async function withTimeLimit<T>(
  ms: number,
  stop: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  const late = setTimeout(() => end.abort(new DOMException("It took too long.", "TimeoutError")), ms);
  const stopped = (): void => end.abort(stop.reason);
  stop.addEventListener("abort", stopped);
  if (stop.aborted) stopped();
  try {
    return await run(end.signal);
  } finally {
    clearTimeout(late);
    stop.removeEventListener("abort", stopped);
  }
}
