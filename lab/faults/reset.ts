import type { Socket } from "node:net";

/** Ends a connection by RST. Node cannot do so once an end has been sent, or before it is connected. */
export function reset(socket: Socket): void {
  if (socket.writableEnded || socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
