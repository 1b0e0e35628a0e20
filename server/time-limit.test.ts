import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { withTimeLimit } from "../protocol/time-limit.ts";

/** The URL of a server that never answers. */
async function silence(): Promise<string> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("ends what takes too long", async () => {
  const { signal } = new AbortController();
  const url = await silence();
  const asked = withTimeLimit(100, signal, (end) => fetch(url, { signal: end }));
  await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
});

it("ends what is stopped, before it begins or while it waits", async () => {
  const stop = new AbortController();
  const url = await silence();
  const asked = withTimeLimit(60_000, stop.signal, (end) => fetch(url, { signal: end }));
  stop.abort(new Error("stopped"));
  await expect(asked).rejects.toThrow("stopped");
  await expect(withTimeLimit(60_000, stop.signal, (end) => fetch(url, { signal: end }))).rejects.toThrow(
    "stopped",
  );
});

it("gives what comes in time", async () => {
  const { signal } = new AbortController();
  expect(await withTimeLimit(60_000, signal, async () => "answer")).toBe("answer");
});
