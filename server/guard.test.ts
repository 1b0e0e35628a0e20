import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { APP_ORIGIN, ENGINE_PATH } from "../protocol/limits.ts";
import { corsHeaders, createGuard } from "./guard.ts";
import { parseRaw, sendRaw, startTestHost } from "./test-host.ts";

const guard = createGuard(["Desk", "Desk.local"]);

const OWN = [
  "localhost",
  "LOCALHOST:4460",
  "app.localhost:1",
  "127.0.0.1",
  "127.9.9.9:4460",
  "[::1]:4460",
  "[::1]",
  "192.168.1.20:4460",
  "10.0.0.7",
  "[fe80::1%eth0]:4460",
  "[2001:db8::5]",
  "desk",
  "DESK:65535",
  "desk.local:4460",
];
const FOREIGN = [
  "evil.example",
  "evil.example:4460",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "evil.example.localhost.evil",
  "evillocalhost",
  "localhost.",
  "desk.evil.example",
  "notdesk",
  "desk.local.evil",
  "127.0.0.1:4460:80",
  "127.0.0.1:",
  "127.0.0.1:port",
  "127.0.0.1:123456",
  "127.1",
  "0x7f.0.0.1",
  "2130706433",
  "256.1.1.1",
  "::1",
  "[::1",
  "[evil.example]",
  "user@127.0.0.1",
  "127.0.0.1/",
  "127.0.0.1,evil.example",
  " ",
  "",
];

describe("check: Host", () => {
  it.each(OWN)("lets %j in", (host) => {
    expect(guard.check({ host: [host] })).toBeNull();
  });
  it.each(FOREIGN)("refuses %j", (host) => {
    expect(guard.check({ host: [host] })).toMatchObject({ code: "forbidden-host" });
  });
  it("refuses a request without one, and one with two", () => {
    expect(guard.check({})).toMatchObject({ code: "forbidden-host" });
    expect(guard.check({ host: ["localhost", "localhost"] })).toMatchObject({ code: "forbidden-host" });
  });
});

describe("check: Origin", () => {
  const host = ["localhost:4460"];
  it("lets the app and requests without one in", () => {
    expect(guard.check({ host })).toBeNull();
    expect(guard.check({ host, origin: [APP_ORIGIN] })).toBeNull();
  });
  it.each(OWN.flatMap((own) => [`http://${own}`, `https://${own}`]))("lets %j in", (origin) => {
    expect(guard.check({ host, origin: [origin] })).toBeNull();
  });
  it.each([
    "null",
    "",
    "garbage",
    "file://",
    "app://evil",
    `${APP_ORIGIN}.evil`,
    `${APP_ORIGIN}/`,
    "chrome-extension://abcdef",
    "ftp://localhost",
    "http://",
    "http://localhost/",
    "http://localhost#",
    "http://evil.example@localhost",
    "http://localhost http://evil.example",
    ...FOREIGN.filter((name) => name.trim()).map((name) => `http://${name}`),
  ])("refuses %j", (origin) => {
    expect(guard.check({ host, origin: [origin] })).toMatchObject({ code: "forbidden-origin" });
  });
  it("refuses two", () => {
    expect(guard.check({ host, origin: [APP_ORIGIN, APP_ORIGIN] })).toMatchObject({
      code: "forbidden-origin",
    });
  });
});

describe("corsHeaders", () => {
  it("reflects an allowed origin exactly, and always varies", () => {
    expect(corsHeaders(guard, { origin: "http://desk:1" })).toEqual({
      Vary: "Origin",
      "Access-Control-Allow-Origin": "http://desk:1",
    });
    expect(corsHeaders(guard, { origin: "http://evil.example" })).toEqual({ Vary: "Origin" });
    expect(corsHeaders(guard, {})).toEqual({ Vary: "Origin" });
  });
});

describe("every door of a running host", () => {
  const polling = `${ENGINE_PATH}?EIO=4&transport=polling`;
  const websocket = `${ENGINE_PATH}?EIO=4&transport=websocket`;
  const upgrade = [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  const doors: [string, string, string[], string][] = [
    ["the page", "GET /", [], ""],
    ["the API", "GET /api/host", [], ""],
    ["a preflight", "OPTIONS /api/host", [], ""],
    ["an unknown path", "GET /nothing", [], ""],
    ["a polling handshake", `GET ${polling}`, [], ""],
    ["a POST", `POST ${polling}&sid=x`, ["Content-Length: 2"], "40"],
    ["a WebSocket", `GET ${websocket}`, upgrade, ""],
    ["a WebSocket elsewhere", "GET /elsewhere", upgrade, ""],
    ["a stream", `GET ${ENGINE_PATH}?EIO=4&transport=sse`, [], ""],
    ["an iframe", `GET ${ENGINE_PATH}?EIO=4&transport=iframe-streaming&origin=null`, [], ""],
  ];

  it.each(doors)("refuses a foreign Host or Origin, or none: %s", async (_name, request, headers, body) => {
    const host = await startTestHost();
    const own = `127.0.0.1:${host.port}`;
    const foreign = [
      [`Host: evil.example:${host.port}`],
      [],
      [`Host: ${own}`, "Host: evil.example"],
      [`Host: ${own}`, "Origin: http://evil.example"],
      [`Host: ${own}`, "Origin: null"],
      [`Host: ${own}`, `Origin: ${APP_ORIGIN}`, "Origin: http://evil.example"],
    ];
    for (const lines of foreign) {
      const last = headers.some((header) => header.startsWith("Connection"))
        ? headers
        : [...headers, "Connection: close"];
      const answer = await sendRaw(host, [`${request} HTTP/1.1`, ...lines, ...last], body);
      const parsed = parseRaw(answer);
      expect(parsed, `${lines.join(" ")}: ${answer}`).toMatchObject({
        status: 403,
        body: { code: expect.stringMatching(/^forbidden-/), message: expect.stringMatching(/\.$/) },
      });
      expect(answer).not.toMatch(/access-control-allow-origin/i);
    }
  });

  it("does not count headers away: an Origin behind a thousand others is seen", async () => {
    const host = await startTestHost();
    const fill = Array.from({ length: 1_200 }, () => "a:");
    const lines = ["GET /api/host HTTP/1.1", "Host: localhost", ...fill, "Origin: http://evil.example"];
    expect(parseRaw(await sendRaw(host, [...lines, "Connection: close"])).status).toBe(403);
  });

  it("answers to the computer's own names", async () => {
    const host = await startTestHost();
    for (const name of [hostname(), `${hostname()}.local:${host.port}`, "localhost"]) {
      const lines = [
        "GET /api/host HTTP/1.1",
        `Host: ${name}`,
        `Origin: http://${name}`,
        "Connection: close",
      ];
      expect(parseRaw(await sendRaw(host, lines)).status, name).toBe(200);
    }
  });

  it("serves the app's own origin across origins", async () => {
    const host = await startTestHost();
    const answer = await fetch(`${host.url}/api/host`, { headers: { Origin: APP_ORIGIN } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(APP_ORIGIN);
    expect(answer.headers.get("vary")).toBe("Origin");
    const preflight = await fetch(`${host.url}/api/host`, {
      method: "OPTIONS",
      headers: { Origin: APP_ORIGIN },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
  });
});
