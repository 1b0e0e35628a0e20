import type { Packet } from "engine.io-parser";

/**
 * The words of the live switch. They are noops with data: a type that every Engine.IO side knows and ignores.
 *
 * `6pause` says "the last packet on this transport": the client sends it, the host answers with its own and
 * holds everything further back for the next transport. Stock `Transport.pause()` only knows how to pause
 * polling; this works for any. `6resume` takes it back when the next transport broke meanwhile. `6moved` is the host's
 * first packet on the next transport: from then on the session is there.
 */
export const PAUSE: Packet = { type: "noop", data: "pause" };
export const RESUME: Packet = { type: "noop", data: "resume" };
export const MOVED: Packet = { type: "noop", data: "moved" };

/** A noop without data: it answers a poll for which there is nothing, or says that a probed transport is up. */
export const NOOP: Packet = { type: "noop" };

export function isPause(packet: Packet): boolean {
  return packet.type === "noop" && packet.data === PAUSE.data;
}

export function isResume(packet: Packet): boolean {
  return packet.type === "noop" && packet.data === RESUME.data;
}

export function isMoved(packet: Packet): boolean {
  return packet.type === "noop" && packet.data === MOVED.data;
}
