// A short race on the host of a packaged app, as its page asks for one.
import { setTimeout as pause } from "node:timers/promises";

/** How long it may take, in ms: a busy machine is slow. */
const LIMIT = 60_000;

const SETUP = {
  transports: ["short-polling", "long-polling", "iframe-streaming", "http-streaming", "sse", "websocket"],
  scenario: "chat",
  conditions: "direct",
  clients: 2,
  seconds: 2,
  pollIntervalMs: 1_000,
  seed: 1,
  together: true, // so that as many processes as can be are started
};

/**
 * Races all six. `ask` sends something to the host, by its path and with its body if it has one, and resolves to the
 * answer.
 * @throws with a sentence when the host does not race, or a transport is not measured or loses something.
 */
export async function race(ask) {
  const { id, message } = await ask("/api/races", SETUP);
  if (id === undefined) throw new Error(`The app's host does not race: ${message}`);
  const end = performance.now() + LIMIT;
  let page = await ask(`/api/races/${id}`);
  while (page.state === "running" && performance.now() < end) {
    await pause(500);
    page = await ask(`/api/races/${id}`);
  }
  if (page.state !== "finished") throw new Error(`The race is ${page.state}: ${JSON.stringify(page.reason)}`);
  for (const { transport, result } of page.cells) {
    if (result?.outcome === "measured" && result.lost === 0) continue;
    throw new Error(`In the race, ${transport} did not work: ${JSON.stringify(result)}`);
  }
}
