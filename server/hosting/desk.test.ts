import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FoundHost } from "../../protocol/discovery.ts";
import { ROUTES } from "../../protocol/http.ts";
import { APP_ORIGIN, PROTOCOL_VERSION } from "../../protocol/limits.ts";
import type { Host } from "../host.ts";
import { startTestHost } from "../test-host.ts";
import { AddressLimit } from "./address-limit.ts";
import { testReach } from "./reach-test.ts";
import { LAN } from "./test-interfaces.ts";
import { tryToReach } from "./try-back.ts";

const { signal } = new AbortController();

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe("tryToReach", () => {
  it("tells the host from another one, from another program, and from nobody", async () => {
    const host = await startTestHost();
    const other = await startTestHost();
    expect(await tryToReach("127.0.0.1", host.port, host.info.id, signal)).toBe("reached");
    expect(await tryToReach("127.0.0.1", host.port, other.info.id, signal)).toBe("somebody-else");
    const program = await listening(
      createServer((socket) => {
        socket.on("error", () => undefined); // it goes away when it has seen enough
        socket.end("HTTP/1.1 200 OK\r\n\r\n");
      }),
    );
    expect(await tryToReach("127.0.0.1", program, host.info.id, signal)).toBe("somebody-else");
    await host.close();
    expect(await tryToReach("127.0.0.1", host.port, host.info.id, signal)).toBe("refused");
  });
});

describe(ROUTES.tryBack, () => {
  const ask = async (url: string, asked: object, headers: Record<string, string> = {}) => {
    const body = JSON.stringify(asked);
    const answer = await fetch(`${url}${ROUTES.tryBack}`, { method: "POST", body, headers });
    return [answer.status, await answer.json()] as const;
  };
  const forbidden = [403, { code: "forbidden-reach" }];

  it("never dials loopback", async () => {
    const host = await startTestHost({ host: "0.0.0.0" });
    let dialled = 0;
    const port = await listening(createServer(() => dialled++));
    expect(await ask(host.url, { id: host.info.id, port })).toMatchObject(forbidden);
    expect(dialled).toBe(0);
  });

  it.skipIf(LAN === undefined)("tries a neighbour, but for no page, nor for a proxy's client", async () => {
    const host = await startTestHost({ host: "0.0.0.0" });
    const there = `http://${LAN}:${host.port}`;
    const own = { id: host.info.id, port: host.port };
    expect(await ask(there, own)).toEqual([200, { attempt: "reached" }]);
    for (const headers of [
      { Origin: there },
      { Origin: APP_ORIGIN },
      { Via: "1.1 proxy" },
      { "X-Forwarded-For": "192.168.1.9" },
    ])
      expect(await ask(there, own, headers)).toMatchObject(forbidden);
    const nonsense = { ...own, port: 0 };
    expect(await ask(there, nonsense)).toMatchObject([400, { message: expect.stringMatching(/^port: /) }]);
  });

  it.skipIf(LAN === undefined)("tries one address only so often", async () => {
    const host = await startTestHost({ host: "0.0.0.0" });
    const there = `http://${LAN}:${host.port}`;
    const statuses: number[] = [];
    for (let asked = 0; asked < 6; asked++)
      statuses.push((await ask(there, { id: host.info.id, port: host.port }))[0]);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it("takes POST only", async () => {
    const host = await startTestHost();
    expect((await fetch(`${host.url}${ROUTES.tryBack}`)).status).toBe(405);
  });
});

describe.skipIf(LAN === undefined)("testReach", () => {
  const asFound = ({ info: { id, name }, port }: Host): FoundHost => {
    const url = `http://${LAN}:${port}`;
    return { id, name, url, protocol: PROTOCOL_VERSION, rooms: 1, people: 0, passcode: false };
  };

  it("has the neighbours try to reach the host, and says what they found", async () => {
    const open = await startTestHost({ host: "0.0.0.0" });
    const closed = await startTestHost({ host: "127.0.0.1" });
    const neighbour = await startTestHost({ host: "0.0.0.0", name: "Neighbour" });
    const gone = await startTestHost({ host: "0.0.0.0", name: "Gone" });
    await gone.close();
    const test = ({ info: { id }, port }: Host) =>
      testReach({ id, port }, () => [asFound(neighbour), asFound(gone)], signal);
    const gives = (attempt: string) => ({
      neighbours: [
        { name: "Neighbour", attempt },
        { name: "Gone", attempt: "no-answer" },
      ],
    });
    expect(await test(open)).toEqual(gives("reached"));
    expect(await test(closed)).toEqual(gives("refused"));
  });
});

it("has nobody tested while the host is closed to others", async () => {
  const host = await startTestHost();
  const answer = await fetch(`${host.url}${ROUTES.reachTest}`, { method: "POST" });
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: "off" }]);
});

describe("AddressLimit", () => {
  it("bounds one address, and all of them together", () => {
    const limit = new AddressLimit();
    const one = Array.from({ length: 10 }, () => limit.take("10.0.0.1"));
    expect(one.filter(Boolean)).toHaveLength(5);
    const many = Array.from({ length: 3_000 }, (_, i) => limit.take(`10.0.${i >> 8}.${i & 255}`));
    expect(many.filter(Boolean).length).toBeLessThan(30);
  });
});
