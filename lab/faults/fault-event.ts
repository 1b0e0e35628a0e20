/** What the proxy did to a connection, or saw happen to it. */
export type FaultKind =
  /** An unanswered request got a 504, since nothing had moved for too long. */
  | "idle-504"
  /** An unfinished response or an upgraded connection was reset, since nothing had moved for too long. */
  | "idle-reset"
  /** A connection without a request was closed, since nothing had moved for too long. */
  | "idle-close"
  | "upgrade-refused"
  /** Reset by `cut()`. */
  | "cut"
  /** Reset by the seeded schedule. */
  | "random-cut"
  /** The cable was pulled (connection 0), or a connection was reset because it came while it was out. */
  | "offline"
  /** The cable is in again (connection 0). */
  | "online"
  /** The host refused the connection or reset it. */
  | "host-gone";

export interface FaultEvent {
  /** Unix ms. */
  at: number;
  kind: FaultKind;
  /** The proxy's connections are numbered from 1; 0 stands for all of them. */
  connection: number;
  /** The client's own TCP port; 0 for all. */
  clientPort: number;
  /** Of the request that was under way. */
  method?: string;
  /** Its path; of the query only `transport` is kept: the rest may be a secret. */
  path?: string;
  /** How long that request had been under way, in ms. */
  heldMs?: number;
}
