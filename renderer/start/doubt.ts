import { create } from "zustand";
import type { HostInfo } from "../../protocol/schemas.ts";
import { namesake } from "./known-hosts.ts";

/** Why a host may not be the one that is meant. */
export type Doubt =
  /** The invitation is another host's. */
  | { readonly kind: "not-invited"; readonly host: HostInfo; readonly meant: string }
  /** It has the name of a host that is known by another key. */
  | { readonly kind: "other-key"; readonly host: HostInfo; readonly meant: string };

interface Doubted {
  readonly doubt: Doubt | null;
  /** What the person wanted to do. */
  enter(): void;
}

/** What there is to decide before a host is entered. */
export const useDoubt = create<Doubted>()(() => ({ doubt: null, enter: () => undefined }));

/** Enters a host at once, or when the person says so where it may not be the one that is meant. `invited`: id of that one. */
export function enterIfSure(host: HostInfo, invited: string | null, enter: () => void): void {
  const doubt = doubtOf(host, invited);
  if (doubt) useDoubt.setState({ doubt, enter });
  else enter();
}

export function dismissDoubt(): void {
  useDoubt.setState({ doubt: null });
}

function doubtOf(host: HostInfo, invited: string | null): Doubt | null {
  if (invited !== null && invited !== host.id) return { kind: "not-invited", host, meant: invited };
  const other = invited === null ? namesake(host) : null;
  return other && { kind: "other-key", host, meant: other.id };
}
