import { expect, test } from "vitest";
import { Exchanges } from "./exchanges.ts";

const text = (...lines: string[]): Buffer => Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);

function start() {
  const exchanges = new Exchanges();
  return {
    exchanges,
    client: (...lines: string[]) => [...exchanges.fromClient(text(...lines))],
    host: (...lines: string[]) => [...exchanges.fromHost(text(...lines))],
  };
}

test("answers belong to the requests in their order, within one piece too", () => {
  const { exchanges, client, host } = start();
  client("HEAD /one HTTP/1.1\r\n\r\nGET /two HTTP/1.1\r\n\r\nGET /three HTTP/1.1");
  expect([exchanges.current?.path, exchanges.newest?.path]).toEqual(["/one", "/three"]);
  // The first has no body, though it says so: it answers HEAD.
  host("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4");
  expect(exchanges.current).toMatchObject({ path: "/two", answered: true });
  host("");
  expect(exchanges.current).toMatchObject({ path: "/three", answered: false });
  host("HTTP/1.1 204 No Content");
  expect(exchanges.current).toBeUndefined();
});

test("an interim response is not the answer", () => {
  const { exchanges, client, host } = start();
  client("GET / HTTP/1.1");
  host("HTTP/1.1 103 Early Hints");
  expect(exchanges.current).toMatchObject({ answered: false });
  host("HTTP/1.1 200 OK");
  expect(exchanges.current).toMatchObject({ answered: true });
});

test("an upgrade goes on for ever, and what it carries is not read as HTTP", () => {
  const { exchanges, client, host } = start();
  client("GET /ws HTTP/1.1", "Connection: keep-alive, Upgrade", "Upgrade: websocket");
  expect(exchanges.current?.asksUpgrade).toBe(true);
  host("HTTP/1.1 101 Switching Protocols");
  expect(exchanges.raw).toBe(true);
  expect(client("GET /other HTTP/1.1")).toMatchObject([{ kind: "raw" }]);
  expect(exchanges.current?.path).toBe("/ws");
});

test("an upgrade that the host declines is an exchange like any other", () => {
  const { exchanges, client, host } = start();
  client("GET /ws HTTP/1.1", "Connection: upgrade", "Upgrade: websocket");
  host("HTTP/1.1 400 Bad Request", "Content-Length: 0");
  expect([exchanges.raw, exchanges.current]).toEqual([false, undefined]);
});

test("Upgrade without Connection: upgrade asks for nothing (RFC 9110, section 7.8)", () => {
  const { exchanges, client } = start();
  client("GET / HTTP/1.1", "Upgrade: websocket");
  expect(exchanges.current?.asksUpgrade).toBe(false);
});

test("an answer that nobody asked for changes nothing", () => {
  const { exchanges, client, host } = start();
  host("HTTP/1.1 408 Request Timeout", "Content-Length: 0");
  client("GET / HTTP/1.1");
  expect(exchanges.current).toMatchObject({ answered: false });
});

test.each([
  ["/socket.io/?EIO=4&transport=sse&sid=secret", "/socket.io/?transport=sse"],
  ["/files/a?token=secret", "/files/a"],
  ["/?transport=a%26b%0D%0A", "/?transport=a%26b%0D%0A"],
  [`/${"a".repeat(500)}`, `/${"a".repeat(199)}`],
])("of %s is told %s", (target, path) => {
  const { exchanges, client } = start();
  client(`GET ${target} HTTP/1.1`);
  expect(exchanges.current?.path).toBe(path);
});

test("what breaks HTTP in one direction ends the following of both", () => {
  const { exchanges, client, host } = start();
  client("GET / HTTP/1.1");
  expect(host("nonsense")).toMatchObject([{ kind: "raw" }]);
  expect(client("GET / HTTP/1.1")).toMatchObject([{ kind: "raw" }]);
  expect([exchanges.raw, exchanges.current]).toEqual([true, undefined]);
});

test("a client that asks and asks and reads no answer is not followed for ever", () => {
  const { exchanges, client } = start();
  for (let number = 0; number < 1_001; number++) client("GET / HTTP/1.1");
  expect([exchanges.raw, exchanges.current]).toEqual([true, undefined]);
});
