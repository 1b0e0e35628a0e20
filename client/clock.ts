import { clockSchema, ROUTES } from "../protocol/http.ts";
import { withTimeLimit } from "../protocol/time-limit.ts";
import { dialUrl } from "./relays.ts";

/** Samples in one measurement, one after the other. The one with the shortest round trip wins. */
const SAMPLES = 5;
/** Time between two measurements, in ms. */
const MEASURE_EVERY = 5 * 60_000;
/** Time between two looks at whether the local clock was set, in ms. */
const LOOK_EVERY = 10_000;
/** By how much the local clocks may drift apart between two measurements, in ms. */
const JUMP = 250;
/** How long one sample may take, in ms. */
const SAMPLE_LIMIT = 5_000;

/**
 * The host's clock, as seen from here.
 *
 * It is measured by plain GET requests beside the transports, so that no transport's own delay skews it: the
 * host's time is taken to be that of the middle of the request (as in NTP, RFC 5905, section 8), so the error is
 * at most half of the shortest round trip. It is counted on the monotonic clock, which does not move when
 * somebody sets the computer's clock; but it may stand still while the computer sleeps, so a jump between the
 * two local clocks makes it measure again.
 */
export class HostClock {
  readonly #url: string;
  readonly #corrected: (ms: number) => void;
  /** Host's time minus `performance.now()`, in ms. Until it is measured, the local clock is believed. */
  #offset = localOffset();
  #isMeasured = false;
  #localOffset = 0;
  #measuredAt = 0;
  #measuring: Promise<void> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #stopped = new AbortController();

  /** `corrected` is told by how many ms the first measurement moved the clock. */
  constructor(url: string, corrected: (ms: number) => void) {
    this.#url = url;
    this.#corrected = corrected;
  }

  get isMeasured(): boolean {
    return this.#isMeasured;
  }

  /** The host's time, in Unix ms. */
  now(): number {
    return performance.now() + this.#offset;
  }

  /** Measures at once, and from then on every 5 minutes and after each jump of the local clock. */
  start(): void {
    if (this.#timer === undefined) {
      this.#stopped = new AbortController();
      this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    }
    void this.measure();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stopped.abort();
    this.#measuring = null;
  }

  /** Resolves when the measurement that is under way, or a new one, is over. */
  measure(): Promise<void> {
    this.#measuring ??= this.#measure(this.#stopped.signal);
    return this.#measuring;
  }

  #look(): void {
    const jumped = Math.abs(localOffset() - this.#localOffset) > JUMP;
    if (jumped || performance.now() - this.#measuredAt >= MEASURE_EVERY) void this.measure();
  }

  /** Leaves the offset as it was if the host gives no sample. */
  async #measure(stopped: AbortSignal): Promise<void> {
    this.#measuredAt = performance.now();
    this.#localOffset = localOffset();
    const best = await bestSample(this.#url, stopped);
    if (stopped.aborted) return;
    this.#measuring = null;
    if (best) this.#set(best.offset);
    else this.#measuredAt = Number.NEGATIVE_INFINITY; // again at the next look
  }

  #set(offset: number): void {
    const moved = offset - this.#offset;
    this.#offset = offset;
    if (this.#isMeasured) return;
    this.#isMeasured = true;
    this.#corrected(moved);
  }
}

interface Sample {
  offset: number;
  roundTrip: number;
}

async function bestSample(url: string, stopped: AbortSignal): Promise<Sample | null> {
  let best: Sample | null = null;
  for (let i = 0; i < SAMPLES && !stopped.aborted; i++) {
    const sample = await takeSample(url, stopped);
    if (sample && (!best || sample.roundTrip < best.roundTrip)) best = sample;
  }
  return best;
}

/** `null` when the host does not answer: the connection itself tells the user so, and the next look tries again. */
async function takeSample(url: string, stopped: AbortSignal): Promise<Sample | null> {
  try {
    return await withTimeLimit(SAMPLE_LIMIT, stopped, async (signal) => {
      const asked = performance.now();
      const response = await fetch(dialUrl(new URL(ROUTES.clock, url)), { cache: "no-store", signal });
      const answered = performance.now(); // when the head came: reading the body takes time of its own
      const { now } = clockSchema.parse(await response.json());
      return { offset: now - (asked + answered) / 2, roundTrip: answered - asked };
    });
  } catch {
    return null;
  }
}

/** How far the wall clock is ahead of the monotonic one, in ms. */
function localOffset(): number {
  return Date.now() - performance.now();
}
