import { AsyncLocalStorage } from "node:async_hooks";

/** As much as is used here of what Node's `fetch` makes its connections with (undici's dispatcher). */
interface Dispatcher {
  dispatch(options: unknown, handler: unknown): boolean;
  destroy(): Promise<void>;
}

/**
 * Where `fetch` looks for it at every request: undici 8 (Node 26) at the first, where undici 7 has what it looks for at the
 * second, too; older ones know only the second. What undici 8 has at the second is for others, and not used by `fetch`.
 */
const DISPATCHERS = [Symbol.for("undici.globalDispatcher.2"), Symbol.for("undici.globalDispatcher.1")];

const globals = globalThis as { [name: symbol]: Dispatcher | undefined };
const current = new AsyncLocalStorage<Dispatcher>();
let shared: Promise<Dispatcher> | undefined;

/** Somebody whose requests go over connections of his own. */
export interface OwnConnections {
  /** Runs `task`; the requests that it makes, now and in all that comes of it, go over these connections. */
  run<T>(task: () => T): T;
  close(): Promise<void>;
}

/**
 * Gives out connections of one's own. `fetch` keeps one pool for a whole process, in which the polls of twenty clients
 * would take turns on a few connections; twenty people at twenty computers do not share theirs.
 */
export async function openOwnConnections(): Promise<OwnConnections> {
  shared ??= routeByContext();
  const own = newPool(await shared);
  return { run: (task) => current.run(own, task), close: () => own.destroy() };
}

/** Lets the context in which a request is made choose its pool; other requests of the process go as before. */
async function routeByContext(): Promise<Dispatcher> {
  await fetch("data:,"); // its pool is made at the first request
  const pool = DISPATCHERS.map((name) => globals[name]).find((one) => one !== undefined);
  if (!pool) throw new Error("This version of Node keeps fetch's connections elsewhere.");
  const dispatch = pool.dispatch.bind(pool);
  pool.dispatch = (options, handler) => {
    const own = current.getStore();
    return own ? own.dispatch(options, handler) : dispatch(options, handler);
  };
  return pool;
}

/** Most connections of one client to one host: as many as browsers open over HTTP/1.1. */
const MOST_CONNECTIONS = 6;

function newPool(like: Dispatcher): Dispatcher {
  return new (like.constructor as new (options: { connections: number }) => Dispatcher)({
    connections: MOST_CONNECTIONS,
  });
}
