import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { HostKey } from "../host-key.ts";
import { startTestHost } from "../test-host.ts";
import { hostIdAt, ping } from "./ping.ts";

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

it("knows a host by its key", async () => {
  const host = await startTestHost({ name: "Maple" });
  const { id } = host.info;
  expect(await ping(host.url, id, signal)).toMatchObject({ id, name: "Maple", passcode: false });
  expect(await hostIdAt(host.url, signal)).toBe(id);
  expect(await ping(host.url, HostKey.fleeting().id, signal)).toBeNull();
  await host.close();
  expect(await ping(host.url, id, signal)).toBeNull();
});

it("is not taken in by what answers otherwise", async () => {
  const host = await startTestHost();
  const own = HostKey.fleeting();
  const told = { app: "pushpull", id: own.id, name: "Own", passcode: false };
  const challengeOf = (url = ""): string => new URL(url, "http://x").searchParams.get("challenge") ?? "";
  const answer =
    (change: object, prove = (challenge: string) => own.prove(challenge)): RequestListener =>
    ({ url }, res) =>
      res.end(JSON.stringify({ ...told, signature: prove(challengeOf(url)), ...change }));
  const endless: RequestListener = (_, res) => {
    const more = (): void => {
      while (!res.destroyed && res.write(" ".repeat(10_000)));
    };
    res.on("drain", more);
    more();
  };
  const recorded = own.prove("a-challenge-of-yesterday");
  const answers: [string, RequestListener, boolean][] = [
    ["an honest answer", answer({}), true],
    ["the id of another", answer({ id: host.info.id }), false],
    ["a signature that was heard before", answer({ signature: recorded }), false],
    ["no signature", answer({ signature: undefined }), false],
    ["a key of small order, under which all is signed", answer(SMALL_ORDER), false],
    ["an error", ({ url }, res) => answer({})({ url } as never, res.writeHead(500) as never), false],
    [
      "a way to somewhere else",
      ({ url }, res) => res.writeHead(302, { Location: `${host.url}${url}` }).end(),
      false,
    ],
    ["no JSON", (_, res) => res.end("<html>"), false],
    ["another app", answer({ app: "other" }), false],
    ["an endless answer", endless, false],
    ["silence", () => undefined, false],
  ];
  for (const [what, listener, expected] of answers) {
    expect((await hostIdAt(await impostor(listener), signal)) !== null, what).toBe(expected);
  }
});

/** The neutral element as key and R, with S = 0: RFC 8032, section 5.1.7, holds for every text. */
const SMALL_ORDER = {
  id: Buffer.from([1, ...new Array(31).fill(0)]).toString("base64url"),
  signature: Buffer.from([1, ...new Array(63).fill(0)]).toString("base64url"),
};
