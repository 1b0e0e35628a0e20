import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { billSchema } from "../../protocol/meter.ts";

/** What the race tells a host's process. */
export const toRaceHost = z.discriminatedUnion("type", [
  z.object({ type: z.literal("start") }),
  /** `collect`: have the garbage collected first, where that can be asked for. */
  z.object({ type: z.literal("sample"), collect: z.boolean() }),
  /** Asks for less than a sample, which costs the host less. `without`: names of the sessions that do not count. */
  z.object({ type: z.literal("glance"), without: z.array(z.string()) }),
  z.object({ type: z.literal("close") }),
]);

const sampleSchema = z.object({
  type: z.literal("sample"),
  /** Processor time of the host's process so far, in ms. */
  cpuMs: z.number(),
  /** Memory of the host's process that is resident, in bytes. */
  rss: z.int(),
  /** Of that, what objects and buffers use, in bytes. */
  used: z.int(),
  bills: z.array(billSchema.extend({ member: z.string().nullable() })),
});

const glanceSchema = z.object({
  type: z.literal("glance"),
  /** So far. */
  requests: z.int(),
  /** Wire bytes so far, both ways. */
  bytes: z.int(),
});

/** What a host's process tells the race. */
const fromRaceHost = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("listening"), port: z.int() }),
  z.object({ type: z.literal("failed"), message: z.string() }),
  sampleSchema,
  glanceSchema,
]);

export type ToRaceHost = z.infer<typeof toRaceHost>;
export type FromRaceHost = z.infer<typeof fromRaceHost>;
/** What a host has cost so far. */
export type HostSample = z.infer<typeof sampleSchema>;
/** What the clients have cost a host so far. */
export type HostGlance = z.infer<typeof glanceSchema>;

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

/** How long a host may take to close, in ms, before it is killed. */
const CLOSE_LIMIT = 5_000;
/** How long a host may take to start, and to answer under load, in ms. */
const ANSWER_LIMIT = 60_000;

/**
 * What starts hosts in processes of their own (see forkRaceHost); null where this program cannot start Node: Electron's
 * programs are built without that (the fuse RunAsNode).
 */
export function raceHostOpener(entry: string): (() => Promise<RaceHost>) | null {
  return process.versions.electron === undefined ? () => forkRaceHost(entry) : null;
}

/** Starts a host in a process of its own. `entry`: the path of the built `host-process.ts`. */
export async function forkRaceHost(entry: string): Promise<RaceHost> {
  const dataDir = await mkdtemp(join(tmpdir(), "pushpull-race-"));
  // A collection before each look at the memory makes it that of the connections, not of what is left lying about.
  const child = fork(entry, [dataDir], { execArgv: ["--expose-gc"], serialization: "advanced" });
  const ended = once(child, "exit");
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill); // whatever ends this process: a child does not outlive it

  const tell = (message: ToRaceHost): void => {
    if (child.connected) child.send(message);
  };
  /** The next message of the child. One is asked for at a time. */
  const hear = async (): Promise<FromRaceHost> => {
    const end = new AbortController();
    const message = once(child, "message", { signal: end.signal });
    const late = setTimeout(() => end.abort(), ANSWER_LIMIT);
    const died = ended.then(() => {
      throw new Error("The host's process has ended.");
    });
    try {
      const [told] = await Promise.race([message, died]);
      return fromRaceHost.parse(told);
    } catch (error) {
      throw end.signal.aborted ? new Error("The host's process does not answer.") : error;
    } finally {
      clearTimeout(late);
      end.abort();
      message.catch(() => undefined); // it was not waited for any longer
    }
  };
  const close = async (): Promise<void> => {
    tell({ type: "close" });
    const late = setTimeout(kill, CLOSE_LIMIT);
    await ended;
    clearTimeout(late);
    process.off("exit", kill);
    await rm(dataDir, { recursive: true, force: true });
  };

  try {
    await hear(); // ready
    tell({ type: "start" });
    const started = await hear();
    if (started.type !== "listening")
      throw new Error(started.type === "failed" ? started.message : "The host's process did not start.");
    return {
      port: started.port,
      sample: async ({ collect = false } = {}) => {
        tell({ type: "sample", collect });
        const sample = await hear();
        if (sample.type !== "sample") throw new Error("The host's process gave no figures.");
        return sample;
      },
      glance: async (without) => {
        tell({ type: "glance", without: [...without] });
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
