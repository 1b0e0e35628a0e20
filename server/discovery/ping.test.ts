import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { startTestHost } from "../test-host.ts";
import { ping } from "./ping.ts";

const { signal } = new AbortController();

async function impostor(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("knows a host by its id", async () => {
  const host = await startTestHost();
  expect(await ping(host.url, host.info.id, signal)).toBe(true);
  expect(await ping(host.url, "zzzzzzzzzzzzzzzzzzzzz", signal)).toBe(false);
  await host.close();
  expect(await ping(host.url, host.info.id, signal)).toBe(false);
});

it("is not taken in by what answers otherwise", async () => {
  const host = await startTestHost();
  const { id } = host.info;
  const told = JSON.stringify({ app: "pushpull", id });
  const endless: RequestListener = (_, res) => {
    const more = (): void => {
      while (!res.destroyed && res.write(" ".repeat(10_000)));
    };
    res.on("drain", more);
    more();
  };
  const answers: [string, RequestListener, boolean][] = [
    ["an honest answer", (_, res) => res.end(told), true],
    ["an error", (_, res) => res.writeHead(500).end(told), false],
    [
      "a way to somewhere else",
      (_, res) => res.writeHead(302, { Location: `${host.url}/api/host` }).end(),
      false,
    ],
    ["no JSON", (_, res) => res.end("<html>"), false],
    ["another app", (_, res) => res.end(JSON.stringify({ app: "other", id })), false],
    ["an endless answer", endless, false],
    ["silence", () => undefined, false],
  ];
  for (const [what, answer, expected] of answers) {
    expect(await ping(await impostor(answer), id, signal), what).toBe(expected);
  }
});
