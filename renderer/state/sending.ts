import type { Outgoing } from "../../client/outbox.ts";
import type { Message } from "../../protocol/schemas.ts";

/** A message of one's own that is not on screen as one of the room's yet. */
export interface Sending {
  readonly outgoing: Outgoing;
  /** The host has it; it only has not come back yet. */
  readonly isStored: boolean;
}

/**
 * What is on its way after the outbox changed. What has left the outbox is stored, and stays on screen until it
 * comes back as a message of the room, so that it never blinks. What failed is not on its way.
 */
export function outboxChanged(sending: readonly Sending[], outbox: readonly Outgoing[]): readonly Sending[] {
  const inOutbox = new Set(outbox.map(({ id }) => id));
  const known = new Map(sending.map((one) => [one.outgoing, one]));
  const stored = sending
    .filter(({ outgoing }) => !inOutbox.has(outgoing.id))
    .map((one) => (one.isStored ? one : { ...one, isStored: true }));
  const unsent = outbox
    .filter(({ state }) => state !== "failed")
    .map((outgoing) => known.get(outgoing) ?? { outgoing, isStored: false });
  return [...stored, ...unsent];
}

/** A message came: if it is one of these, it is on its way no longer. */
export function cameBack(sending: readonly Sending[], { id }: Message): readonly Sending[] {
  return sending.some(({ outgoing }) => outgoing.id === id)
    ? sending.filter(({ outgoing }) => outgoing.id !== id)
    : sending;
}
