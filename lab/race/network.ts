import { PRESETS, type PresetName } from "../../protocol/faults.ts";
import { type FaultProxy, startFaultProxy } from "../faults/proxy.ts";

/** The way from the clients to a host. */
export interface Network {
  /** Where the clients find the host. */
  readonly url: string;
  /** What was done to connections so far, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** `direct` is no proxy at all: the clients' connections are the host's. */
export async function openNetwork(port: number, conditions: PresetName, seed: number): Promise<Network> {
  if (conditions === "direct") {
    return { url: `http://127.0.0.1:${port}`, faults: {}, close: async () => undefined };
  }
  const proxy: FaultProxy = await startFaultProxy({
    target: { host: "127.0.0.1", port },
    conditions: PRESETS[conditions],
    seed,
  });
  const faults: Record<string, number> = {};
  proxy.on(({ kind }) => {
    faults[kind] = (faults[kind] ?? 0) + 1;
  });
  return { url: proxy.url, faults, close: () => proxy.close() };
}
