import { describe, expect, it } from "vitest";
import { addressesPageSchema, hostsPageSchema } from "../../protocol/discovery.ts";
import { ROUTES } from "../../protocol/http.ts";
import { APP_ORIGIN } from "../../protocol/limits.ts";
import { parseRaw, sendRaw, startTestHost } from "../test-host.ts";

describe.each([ROUTES.hosts, ROUTES.addresses])("%s", (path) => {
  const ask = async (port: number, ...headers: string[]): Promise<string> => {
    const host = await startTestHost({ port });
    const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${host.port}`, "Connection: close"];
    return sendRaw(host, [...lines, ...headers]);
  };

  it("answers the host's own pages, the app's, and programs", async () => {
    expect(parseRaw(await ask(0)).status).toBe(200);
    const app = await ask(0, `Origin: ${APP_ORIGIN}`);
    expect(parseRaw(app).status).toBe(200);
    expect(app).toContain(`Access-Control-Allow-Origin: ${APP_ORIGIN}\r\n`);
  });

  it("refuses the pages of other hosts", async () => {
    const other = await ask(0, "Origin: http://192.168.1.9:4460");
    expect(parseRaw(other)).toMatchObject({ status: 403, body: { code: "forbidden-origin" } });
    expect(other).not.toContain("Access-Control-Allow-Origin");
  });
});

it("a host for this computer alone says so, neither looks nor announces, and tells nothing of what is in it", async () => {
  const host = await startTestHost({ discovery: true });
  const page: unknown = await (await fetch(`${host.url}${ROUTES.hosts}`)).json();
  expect(page).toEqual({ state: "local", hosts: [] });
  expect(hostsPageSchema.parse(page)).toEqual(page);
  const { addresses } = addressesPageSchema.parse(
    await (await fetch(`${host.url}${ROUTES.addresses}`)).json(),
  );
  expect(addresses).toEqual([{ url: host.url, kind: "loopback", network: expect.any(String) }]);
});

it("a host that is not to be found says so", async () => {
  const host = await startTestHost({ host: "0.0.0.0", discovery: false });
  expect(host.discovery()).toBe("off");
});
