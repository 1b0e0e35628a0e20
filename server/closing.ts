import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Server as Engine, Socket as Session } from "engine.io";

/** How long clients have to go by themselves, and then their connections, in ms each. */
const GRACE = 1_000;

/**
 * Call it before the engine is used. The function it returns waits until the sessions of that moment have
 * closed, or the grace is over.
 */
export function sessionWaiter(engine: Engine): () => Promise<void> {
  const open = new Set<Promise<void>>();
  engine.on("connection", (session: Session) => {
    const closed = new Promise<void>((resolve) => session.once("close", () => resolve()));
    open.add(closed);
    void closed.then(() => open.delete(closed));
  });
  return () => withinGrace(Promise.all(open));
}

/**
 * Call it before the server listens. The function it returns closes the server, and with `closeMore` what else listens for
 * it; connections that do not end within the grace are cut.
 */
export function httpCloser(server: HttpServer, closeMore: () => Promise<void>): () => Promise<void> {
  const open = new Set<TcpSocket>();
  server.on("connection", (socket: TcpSocket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return async () => {
    const closed = Promise.all([once(server, "close"), closeMore()]);
    server.close();
    await withinGrace(closed);
    for (const socket of open) socket.destroy();
    await closed;
  };
}

async function withinGrace(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE);
  });
  await Promise.race([work, grace]);
  clearTimeout(timer);
}
