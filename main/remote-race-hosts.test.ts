import { beforeEach, expect, it } from "vitest";
import type { FromRaceHost } from "../lab/race/race-messages.ts";
import type { RaceHostOrder } from "./race-host-messages.ts";
import { RemoteRaceHosts } from "./remote-race-hosts.ts";

let orders: RaceHostOrder[];
let remote: RemoteRaceHosts;

beforeEach(() => {
  orders = [];
  remote = new RemoteRaceHosts((order) => orders.push(order));
});

const of = { type: "race-host", id: 1 } as const;
const said = (message: FromRaceHost): void => remote.hear({ ...of, has: "said", message });
const turn = () => new Promise((resolve) => setImmediate(resolve));

it("has main open one, speaks with it, and closes it", async () => {
  const opening = remote.open();
  said({ type: "ready" });
  await turn();
  said({ type: "listening", port: 4711 });
  const host = await opening;
  expect(host.port).toBe(4711);
  const glance = host.glance(["warm-up"]);
  said({ type: "glance", requests: 3, bytes: 1_000 });
  expect(await glance).toMatchObject({ requests: 3, bytes: 1_000 });
  const closing = host.close();
  remote.hear({ ...of, has: "ended", how: "The host's process has ended with 0." });
  await closing;
  expect(orders).toEqual([
    { ...of, do: "open" },
    { ...of, do: "tell", message: { type: "start" } },
    { ...of, do: "tell", message: { type: "glance", without: ["warm-up"] } },
    { ...of, do: "tell", message: { type: "close" } },
  ]);
});

it("says why one was refused, or has ended", async () => {
  const opening = remote.open();
  remote.hear({ ...of, has: "ended", how: "There are 8 hosts to race against already." });
  await expect(opening).rejects.toThrow("There are 8 hosts to race against already.");
});

it("gives each a number of its own, and minds no news of one that is gone", async () => {
  const opening = [remote.open(), remote.open()];
  expect(orders.map(({ id }) => id)).toEqual([1, 2]);
  remote.hear({ type: "race-host", id: 2, has: "ended", how: "It is gone." });
  await expect(opening[1]).rejects.toThrow("It is gone.");
  for (const id of [2, 3]) {
    remote.hear({ type: "race-host", id, has: "said", message: { type: "ready" } });
    remote.hear({ type: "race-host", id, has: "ended", how: "It is gone." });
  }
  remote.hear({ ...of, has: "ended", how: "This one, too." });
  await expect(opening[0]).rejects.toThrow("This one, too.");
});
