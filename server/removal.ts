import type { NoticeBody } from "../protocol/schemas.ts";
import type { ChatSocket } from "./chat-server.ts";

/** How long a removed client has to go by itself, in ms: more than the slowest short polling waits for its next poll. */
const GRACE = 15_000;

/** Tells a client why it must go, and takes it out of everything at once. */
export function remove(socket: ChatSocket, reason: NoticeBody<"removed">["reason"]): void {
  const { conn } = socket;
  socket.emit("removed", { reason });
  // With its own words of parting, so that the notice is sent first, whatever the transport; the client closes then.
  socket.disconnect();
  const late = setTimeout(() => conn.close(true), GRACE);
  late.unref();
  conn.once("close", () => clearTimeout(late));
}
