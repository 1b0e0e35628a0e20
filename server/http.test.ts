import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { clockSchema, ROUTES } from "../protocol/http.ts";
import { meterSchema } from "../protocol/meter.ts";
import { hostInfoSchema } from "../protocol/schemas.ts";
import { REACT_ARIA_SHEETS } from "./headers.ts";
import type { Host } from "./host.ts";
import { connect, parseRaw, sendRaw, startTestHost, temporaryFolder } from "./test-host.ts";

/** A built UI, with things around it that must never be served. */
function pages(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "secret.txt"), "secret");
  const dist = join(folder, "dist");
  mkdirSync(join(dist, "assets"), { recursive: true });
  writeFileSync(join(dist, "index.html"), "<!doctype html><title>Pushpull</title>");
  writeFileSync(join(dist, ".env"), "secret");
  writeFileSync(join(dist, "assets", "index-abc123.js"), `console.log(1) // ${"x".repeat(2_000)}`);
  writeFileSync(
    join(dist, "assets", "index-abc123.js.gz"),
    gzipSync(readFileSync(join(dist, "assets", "index-abc123.js"))),
  );
  return dist;
}

const raw = (host: Host, request: string, ...headers: string[]) =>
  sendRaw(host, [`${request} HTTP/1.1`, "Host: localhost", ...headers, "Connection: close"]);

describe("API", () => {
  it("tells who the host is", async () => {
    const host = await startTestHost({ name: "Desk", transports: ["sse", "websocket"] });
    const answer = await fetch(`${host.url}${ROUTES.host}`);
    expect(hostInfoSchema.parse(await answer.json())).toEqual(host.info);
    expect(host.info).toMatchObject({
      name: "Desk",
      transports: ["sse", "websocket"],
      maxPayload: 4_000_000,
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-encoding")).toBeNull();
  });

  it("tells the time", async () => {
    const host = await startTestHost();
    const before = Date.now();
    const { now } = clockSchema.parse(await (await fetch(`${host.url}${ROUTES.clock}`)).json());
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it("holds a request for as long as it is asked to, and not beyond its own end", async () => {
    const host = await startTestHost();
    expect((await fetch(`${host.url}${ROUTES.hold}?ms=50`)).status).toBe(200);
    expect((await fetch(`${host.url}${ROUTES.hold}?ms=nonsense`)).status).toBe(200);
    const held = fetch(`${host.url}${ROUTES.hold}?ms=1e9`);
    const order: string[] = [];
    void held.then(() => order.push("held"));
    await fetch(`${host.url}${ROUTES.clock}`).then(() => order.push("clock"));
    await host.close();
    expect((await held).status).toBe(200);
    expect(order).toEqual(["clock", "held"]);
  });

  it("tells a session's cost to whoever knows its id, and 404 for others", async () => {
    const host = await startTestHost();
    const ann = await connect(host);
    const answer = await fetch(`${host.url}${ROUTES.meter}${ann.io.engine.id}`);
    expect(meterSchema.parse(await answer.json())).toMatchObject({
      transport: "websocket",
      bills: [{ transport: "websocket", requests: { upgrade: 1, post: 0 } }],
      connections: 1,
      proxied: false,
    });
    for (const sid of ["", "unknown", "__proto__", "constructor"])
      expect((await fetch(`${host.url}${ROUTES.meter}${sid}`)).status, sid).toBe(404);
  });
});

describe("refusals", () => {
  it("404 in JSON for what is not there", async () => {
    const host = await startTestHost({ rendererDir: pages() });
    for (const path of [
      "/nothing",
      "/api",
      "/api/",
      "/api/host/",
      "/api/nothing",
      "/socket.io",
      "/assets/",
      "//evil.example/",
    ])
      expect(parseRaw(await raw(host, `GET ${path}`)), path).toMatchObject({
        status: 404,
        body: { code: "not-found" },
      });
  });

  it("404 with a plain sentence for the page of a host that has none", async () => {
    const host = await startTestHost();
    expect(parseRaw(await raw(host, "GET /"))).toMatchObject({
      status: 404,
      body: { code: "no-pages", message: expect.stringMatching(/app/) },
    });
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "TRACE"])("405 with Allow for %s", async (method) => {
    const host = await startTestHost({ rendererDir: pages() });
    for (const path of ["/", "/api/host", "/nothing"]) {
      const answer = await raw(host, `${method} ${path}`, "Content-Length: 0");
      expect(parseRaw(answer)).toMatchObject({ status: 405, body: { code: "wrong-method" } });
      expect(answer).toMatch(/^Allow: GET, HEAD, OPTIONS\r$/m);
    }
  });

  it("414 for a long URL, 431 for a long head", async () => {
    const host = await startTestHost();
    expect(parseRaw(await raw(host, `GET /${"x".repeat(3_000)}`)).status).toBe(414);
    expect(
      parseRaw(await raw(host, `GET /socket.io/?EIO=4&transport=polling&x=${"x".repeat(3_000)}`)).status,
    ).toBe(414);
    expect(parseRaw(await raw(host, `GET /${"x".repeat(20_000)}`)).status).toBe(431);
    expect(parseRaw(await raw(host, "GET /", `X: ${"x".repeat(20_000)}`)).status).toBe(431);
  });

  it("413 for a body over the limit, and 404 for an absolute URL", async () => {
    const host = await startTestHost();
    const handshake = await (await fetch(`${host.url}/socket.io/?EIO=4&transport=polling`)).text();
    const { sid } = JSON.parse(handshake.slice(1)) as { sid: string };
    const post = await fetch(`${host.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      method: "POST",
      body: Buffer.alloc(4_000_001, "4"),
    });
    expect(post.status).toBe(413);
    expect(
      parseRaw(await raw(host, "GET http://evil.example/socket.io/?EIO=4&transport=polling")).status,
    ).toBe(404);
  });

  it("no JSON-P: a script tag of another site cannot read a session", async () => {
    const host = await startTestHost();
    const answer = await (await fetch(`${host.url}/socket.io/?EIO=4&transport=polling&j=0`)).text();
    expect(answer).not.toMatch(/___eio/);
  });
});

describe("time limits", () => {
  const limits = {
    headersTimeout: 400,
    requestTimeout: 800,
    keepAliveTimeout: 400,
    timeoutCheckInterval: 100,
  };

  it("cut requests that do not arrive, and connections that ask nothing", async () => {
    const host = await startTestHost({ limits });
    const post = "POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nHost: localhost\r\n";
    for (const start of ["", "GET / HT", `${post}X-Slow: `, `${post}Content-Length: 10\r\n\r\nab`]) {
      const socket = connectTcp(host.port, "127.0.0.1");
      socket.write(start);
      let answer = "";
      for await (const chunk of socket.setEncoding("utf8")) answer += chunk;
      // the POST's session is unknown: it may be answered so at once, and then waits for its body in vain
      expect(answer, start).toMatch(/^HTTP\/1.1 (408|400)/);
    }
  });

  it("leave endless answers alone", async () => {
    const host = await startTestHost({ limits, pingInterval: 150 });
    const streams = ["sse", "http-streaming"].map(async (transport) => {
      const answer = await fetch(`${host.url}/socket.io/?EIO=4&transport=${transport}`);
      const started = performance.now();
      let pings = 0;
      let sid = "";
      for await (const chunk of answer.body ?? []) {
        const text = Buffer.from(chunk).toString();
        sid ||= /"sid":"([^"]+)"/.exec(text)?.[1] ?? "";
        if (!/(^|[^0-9])2(\n|$)/.test(text)) continue;
        pings++;
        await fetch(`${host.url}/socket.io/?EIO=4&transport=${transport}&sid=${sid}`, {
          method: "POST",
          body: "3",
        });
        if (performance.now() - started > 2_500) break;
      }
      return pings;
    });
    for (const pings of await Promise.all(streams)) expect(pings).toBeGreaterThan(2);
  });
});

describe("pages", () => {
  it("come with strict headers", async () => {
    const host = await startTestHost({ rendererDir: pages() });
    const answer = await fetch(host.url);
    expect(await answer.text()).toMatch(/<title>Pushpull/);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      "content-type": "text/html;charset=utf-8",
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers).not.toHaveProperty("strict-transport-security");
    expect(headers).not.toHaveProperty("x-powered-by");
    const csp = (headers["content-security-policy"] ?? "").split(";");
    const hashes = REACT_ARIA_SHEETS.map(
      (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
    );
    expect(csp.sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' ${hashes.join(" ")}`,
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self' http: ws: https: wss:",
        "frame-src 'self' http: https:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].sort(),
    );
  });

  it("allow by hash exactly the style sheets that react-aria puts in", () => {
    const modules = ["interactions/usePress.mjs", "overlays/usePreventScroll.mjs"];
    modules.forEach((module, i) => {
      const code = readFileSync(join("node_modules/react-aria/dist/private", module), "utf8");
      const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(code)?.[1] ?? "";
      const sheet = /style\.textContent = `([^`]+)`/
        .exec(code)?.[1]
        ?.replace(/\$\{[^}]+\}/, attribute)
        .trim();
      expect(sheet).toBe(REACT_ARIA_SHEETS[i]);
    });
  });

  it("are kept by browsers for ever when their name has a hash, and served compressed when they are there so", async () => {
    const host = await startTestHost({ rendererDir: pages() });
    const answer = await fetch(`${host.url}/assets/index-abc123.js`, {
      headers: { "accept-encoding": "gzip" },
    });
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(await answer.text()).toMatch(/^console.log/);
    const page = await fetch(host.url);
    const again = await fetch(host.url, { headers: { "if-none-match": page.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/.env",
    "/%00",
    "/assets",
    "/%",
  ])("never leave their folder and never list it: %s", async (path) => {
    const host = await startTestHost({ rendererDir: pages() });
    const answer = await raw(host, `GET ${path}`);
    expect(parseRaw(answer).status).toBe(404);
    expect(answer).not.toMatch(/secret\.|index-/);
  });

  it("survive odd ranges and files that go away", async () => {
    const rendererDir = pages();
    const host = await startTestHost({ rendererDir });
    for (const range of ["bytes=5-2", "bytes=-", "bytes=x", "nonsense", `bytes=${"9".repeat(30)}-`])
      expect(parseRaw(await raw(host, "GET /", `Range: ${range}`)).status).toBe(200);
    rmSync(join(rendererDir, "index.html"));
    await raw(host, "GET /");
    expect((await fetch(`${host.url}/api/host`)).status).toBe(200);
  });

  it("must be there", async () => {
    await expect(startTestHost({ rendererDir: temporaryFolder() })).rejects.toThrow(/npm run build/);
  });
});
