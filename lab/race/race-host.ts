import {
  type FromRaceHost,
  fromRaceHost,
  type HostGlance,
  type HostSample,
  type ToRaceHost,
} from "./race-messages.ts";

/** A host that is raced against. */
export interface RaceHost {
  /** On 127.0.0.1. */
  readonly port: number;
  sample(options?: { collect?: boolean }): Promise<HostSample>;
  /** `without`: names of the sessions that are no clients. */
  glance(without: readonly string[]): Promise<HostGlance>;
  /** Ends it, and removes what it has stored. */
  close(): Promise<void>;
}

/** The process of such a host, as whoever starts it gives it to the race. */
export interface RaceProcess {
  /** Does nothing when the process has ended. */
  tell(message: ToRaceHost): void;
  /** The next message of the process, whatever it is. One is asked for at a time. Rejects when the signal is given. */
  next(signal: AbortSignal): Promise<unknown>;
  /** When it has ended and what it had stored is gone: a sentence that says how. Does not reject. */
  readonly ended: Promise<string>;
  kill(): void;
}

/** How long a host may take to close, in ms, before it is killed. */
const CLOSE_LIMIT = 5_000;
/** How long a host may take to start, and to answer under load, in ms. */
const ANSWER_LIMIT = 60_000;

/**
 * Has the process start its host.
 * @throws with a sentence when that does not start. The process has ended then.
 */
export async function openRaceHost(process: RaceProcess): Promise<RaceHost> {
  const hear = async (): Promise<FromRaceHost> => {
    const end = new AbortController();
    const message = process.next(end.signal);
    const late = setTimeout(() => end.abort(), ANSWER_LIMIT);
    const died = process.ended.then((how) => {
      throw new Error(how);
    });
    try {
      return fromRaceHost.parse(await Promise.race([message, died]));
    } catch (error) {
      throw end.signal.aborted ? new Error("The host's process does not answer.") : error;
    } finally {
      clearTimeout(late);
      end.abort();
      message.catch(() => undefined); // it was not waited for any longer
    }
  };
  const close = async (): Promise<void> => {
    process.tell({ type: "close" });
    const late = setTimeout(() => process.kill(), CLOSE_LIMIT);
    await process.ended;
    clearTimeout(late);
  };

  try {
    await hear(); // ready
    process.tell({ type: "start" });
    const started = await hear();
    if (started.type !== "listening")
      throw new Error(started.type === "failed" ? started.message : "The host's process did not start.");
    return {
      port: started.port,
      sample: async ({ collect = false } = {}) => {
        process.tell({ type: "sample", collect });
        const sample = await hear();
        if (sample.type !== "sample") throw new Error("The host's process gave no figures.");
        return sample;
      },
      glance: async (without) => {
        process.tell({ type: "glance", without: [...without] });
        const glance = await hear();
        if (glance.type !== "glance") throw new Error("The host's process gave no figures.");
        return glance;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
