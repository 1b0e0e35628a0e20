import type { TransportName } from "../protocol/transport-names.ts";
import type { SwitchRefusal } from "../transports/switch/client.ts";

/** Why `auto` uses the transport that it uses: one thing that it did or saw. */
export type AutoStep = {
  /** Unix ms. */
  readonly at: number;
} & (
  | { readonly kind: "began"; readonly transport: TransportName }
  | { readonly kind: "tries"; readonly transport: TransportName }
  | { readonly kind: "climbed"; readonly transport: TransportName; readonly roundTripMs: number | null }
  /** `why`: the sentence with which the switch was refused; `code` tells it to those who have words of their own. */
  | {
      readonly kind: "refused";
      readonly transport: TransportName;
      readonly code: SwitchRefusal;
      readonly why: string;
    }
  /** It works, but something on the way holds it back: a proxy that collects answers, for one. */
  | {
      readonly kind: "slow";
      readonly transport: TransportName;
      readonly roundTripMs: number;
      readonly sureMs: number;
    }
  /** It took `usualMs` when it was climbed to, and takes much longer now: all is measured anew. */
  | {
      readonly kind: "slowed";
      readonly transport: TransportName;
      readonly roundTripMs: number;
      readonly usualMs: number;
    }
  /** `drops`: how often it broke within a minute; 0: it does not come about any more. */
  | { readonly kind: "broke"; readonly transport: TransportName; readonly drops: number }
  | { readonly kind: "stays"; readonly transport: TransportName }
);

/** A step that happens now. */
export type AutoStepNow = AutoStep extends infer S ? (S extends AutoStep ? Omit<S, "at"> : never) : never;
