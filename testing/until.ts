/**
 * Waits until `condition` holds, asking every 10 ms. Throws after `timeoutMs` (default 20,000, since a busy machine is
 * slow) with `what`, which says what was waited for.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
