import type { Socket as Session } from "engine.io";
import type { Packet } from "engine.io-parser";

/**
 * Bounds what is kept for a client that takes its packets more slowly than they come, or not at all: with more than `most`
 * bytes waiting for its transport, its session ends. Nothing is lost by that: a client that comes back asks for what it has
 * missed page by page, at its own speed. `ended` is told how many bytes had waited.
 */
export function boundBacklog(session: Session, most: number, ended: (bytes: number) => void): void {
  let waiting = 0;
  const add = ({ data }: Packet): void => {
    waiting += sizeOf(data);
    if (waiting <= most) return;
    session.off("packetCreate", add);
    session.close(true); // without it, it would wait for what waits
    ended(waiting);
  };
  session.on("packetCreate", add);
  session.on("flush", () => {
    waiting = 0; // the transport has taken all of them, and takes no more until they are out
  });
}

/** In memory, about: in bytes. */
function sizeOf(data: Packet["data"]): number {
  if (typeof data === "string") return data.length;
  return data?.byteLength ?? 0;
}
