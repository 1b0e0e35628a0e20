/** What became of a row of numbered messages, sent from 0 upwards. All but `sent` should be 0. */
export interface Tally {
  sent: number;
  lost: number;
  twice: number;
  outOfOrder: number;
  /** Binary messages whose bytes are not those that were sent. */
  broken: number;
}

/** Counts what has arrived of `sent` messages; a broken one is entered as -1 - its number. */
export function tally(arrived: readonly number[], sent: number): Tally {
  const seen = new Set<number>();
  let [twice, outOfOrder, broken, last] = [0, 0, 0, -1];
  for (const entry of arrived) {
    const n = entry < 0 ? -1 - entry : entry;
    if (entry < 0) broken++;
    if (seen.has(n)) twice++;
    if (n < last) outOfOrder++;
    seen.add(n);
    last = n;
  }
  return { sent, lost: sent - seen.size, twice, outOfOrder, broken };
}

/** The entry for a message that has arrived: every tenth carries its number as four bytes, too. */
export function entryOf(n: number, bytes: unknown): number {
  if (n % 10 !== 0) return bytes === undefined ? n : -1 - n;
  if (bytes instanceof ArrayBuffer) return new DataView(bytes).getUint32(0) === n ? n : -1 - n;
  if (!ArrayBuffer.isView(bytes)) return -1 - n;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.byteLength === 4 && view.getUint32(0) === n ? n : -1 - n;
}

/** Sends numbered messages at a steady rate until it is stopped. */
export class Traffic {
  sent = 0;
  #timer: ReturnType<typeof setInterval>;

  constructor(messagesPerSecond: number, send: (n: number, bytes?: Uint8Array) => void) {
    const start = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - start) * messagesPerSecond) / 1000);
      for (; this.sent < due; this.sent++) {
        if (this.sent % 10 === 0) send(this.sent, bytesOf(this.sent));
        else send(this.sent);
      }
    }, 5);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function bytesOf(n: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
}
