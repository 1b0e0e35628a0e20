import { afterEach, expect, test } from "vitest";
import { TestHost } from "../conformance/test-host.ts";
import { isOrigin } from "./server.ts";

let host: TestHost;
afterEach(() => host?.close());

function ask(origin: string, headers: HeadersInit = {}): Promise<Response> {
  const query = new URLSearchParams({ EIO: "4", transport: "iframe-streaming", origin });
  return fetch(`${host.url}/socket.io/?${query}`, { headers });
}

async function firstBytes(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.split("</script>").length < 3) text += (await reader?.read())?.value ?? "";
  await reader?.cancel();
  return text;
}

test("the page posts to the origin that asked, which alone may frame it, and runs no script but its own", async () => {
  host = await new TestHost({ isOriginAllowed: (origin) => origin === "http://page.test:8080" }).listen();
  const response = await ask("http://page.test:8080");
  const policy = response.headers.get("content-security-policy") ?? "";
  const [, nonce] =
    /^default-src 'none'; script-src 'nonce-([\w-]{12})'; frame-ancestors http:\/\/page\.test:8080$/.exec(
      policy,
    ) ?? [];
  expect(nonce).toBeDefined();
  expect(response.headers.get("x-frame-options")).toBeNull();
  expect(response.headers.get("connection")).toBe("close");
  const page = await firstBytes(response);
  expect(page).toContain("parent.postMessage(d,'http://page.test:8080')");
  expect([...page.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes)).toEqual(
    Array(2).fill(` nonce=${nonce}`),
  );
});

test("each page has a nonce of its own", async () => {
  host = await new TestHost().listen();
  const policies = await Promise.all(
    [1, 2].map(async () => {
      const response = await ask("http://page.test");
      await response.body?.cancel();
      return response.headers.get("content-security-policy");
    }),
  );
  expect(new Set(policies).size).toBe(2);
});

test("a page that does not name itself, or names what is no origin, gets 403", async () => {
  host = await new TestHost({ isOriginAllowed: () => true }).listen();
  for (const origin of ["", "null", "*", "http://a.test; script-src *", "http://a.test/path", "http://a b"]) {
    expect((await ask(origin)).status).toBe(403);
  }
});

test("a page whose origin is not allowed gets 403, whatever its Origin header says", async () => {
  host = await new TestHost({ isOriginAllowed: (origin) => origin === "http://page.test" }).listen();
  expect((await ask("http://other.test")).status).toBe(403);
  expect((await ask("http://other.test", { origin: "http://page.test" })).status).toBe(403);
});

test("an origin is a scheme, a host and a port", () => {
  const origins = ["http://a.test", "https://192.168.1.2:4460", "http://[fe80::1]:4460", "app://pushpull"];
  expect(origins.filter((origin) => !isOrigin(origin))).toEqual([]);
  const others = [
    "null",
    "a.test",
    "http://",
    "http://a.test/",
    "http://a'b",
    "http://a<b",
    "http://a:b@c",
    "file://",
  ];
  expect(others.filter(isOrigin)).toEqual([]);
});
