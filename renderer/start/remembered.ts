import { z } from "zod";
import { type HostInfo, unixMs } from "../../protocol/schemas.ts";
import { store, storedJson } from "../state/storage.ts";
import { learnHost, unlearnHost } from "./known-hosts.ts";

/** The hosts that were joined in this browser. */
const KEY = "pushpull.hosts";
/** How many are kept: those joined last. */
const MOST = 8;

const rememberedSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(1_000),
  url: z.url({ protocol: /^https?$/ }),
  /** When it was joined last: Unix time in ms. */
  joinedAt: unixMs,
});

export type RememberedHost = z.infer<typeof rememberedSchema>;

/** Last joined first. */
export function rememberedHosts(): RememberedHost[] {
  return z.array(rememberedSchema).max(MOST).safeParse(storedJson(KEY)).data ?? [];
}

export function rememberHost(url: string, host: HostInfo): void {
  const { id, name } = host;
  learnHost(host);
  const others = rememberedHosts().filter((host) => host.id !== id);
  store(KEY, JSON.stringify([{ id, name, url, joinedAt: Date.now() }, ...others].slice(0, MOST)));
}

export function forgetHost(id: string): void {
  unlearnHost(id);
  store(KEY, JSON.stringify(rememberedHosts().filter((host) => host.id !== id)));
}
