import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROUTES } from "../../protocol/http.ts";
import { startTestHost } from "../test-host.ts";
import { AddressLimit } from "./address-limit.ts";
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
  it("never dials loopback, nor for a page, nor for a proxy's client", async () => {
    const host = await startTestHost({ host: "0.0.0.0" });
    let dialled = 0;
    const port = await listening(createServer(() => dialled++));
    const body = JSON.stringify({ id: host.info.id, port });
    const headers = [{}, { Origin: host.url }, { Via: "1.1 proxy" }, { "X-Forwarded-For": "192.168.1.9" }];
    for (const more of headers) {
      const answer = await fetch(`${host.url}${ROUTES.tryBack}`, { method: "POST", body, headers: more });
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: "forbidden-reach" }]);
    }
    expect(dialled).toBe(0);
  });

  it("takes POST only", async () => {
    const host = await startTestHost();
    expect((await fetch(`${host.url}${ROUTES.tryBack}`)).status).toBe(405);
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
