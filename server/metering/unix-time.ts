/** What `performance.now()` is short of Unix ms. */
let offset = performance.timeOrigin;

/**
 * A moment on the clock of `performance.now()` as Unix ms with fractions, on the clock of `Date.now()` as it is set now:
 * what messages are stamped with can be subtracted from it. The monotonic clock alone would not do, since it may stand
 * still while the computer sleeps and does not follow when somebody sets the clock.
 */
export function unixTime(moment = performance.now()): number {
  const before = performance.now();
  const whole = Date.now();
  const after = performance.now();
  // Both clocks tell the same ms, or one of them has moved. Between two looks others may run for a while.
  offset = Math.min(Math.max(offset, whole - after), whole + 0.999 - before);
  return offset + moment;
}
