import { z } from "zod";
import { hostId } from "../../protocol/host-key.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { store, storedJson } from "../state/storage.ts";

/** The hosts that were joined in this browser, by their keys. */
const KEY = "pushpull.known-hosts";
/** How many are kept: those joined last. */
const MOST = 200;

const knownSchema = z.array(z.object({ id: hostId, name: z.string().max(1_000) })).max(MOST);

export type KnownHost = z.infer<typeof knownSchema>[number];

function knownHosts(): KnownHost[] {
  return knownSchema.safeParse(storedJson(KEY)).data ?? [];
}

export function learnHost({ id, name }: HostInfo): void {
  const others = knownHosts().filter((host) => host.id !== id);
  store(KEY, JSON.stringify([{ id, name }, ...others].slice(0, MOST)));
}

export function unlearnHost(id: string): void {
  store(KEY, JSON.stringify(knownHosts().filter((host) => host.id !== id)));
}

/** The known host whose name a host has that is not known itself; null where there is nothing to wonder about. */
export function namesake({ id, name }: HostInfo): KnownHost | null {
  const known = knownHosts();
  if (known.some((host) => host.id === id)) return null;
  return known.find((host) => sameToTheEye(host.name, name)) ?? null;
}

/** Whether people would take the one for the other: case, width and spaces do not count. */
function sameToTheEye(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
