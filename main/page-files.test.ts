import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTENT_SECURITY_POLICY, pageFile } from "./page-files.ts";

let parent: string;
let folder: string;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "pushpull-pages-"));
  folder = join(parent, "renderer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets/app.js"), "export {};");
  writeFileSync(join(folder, "assets/名.woff2"), "font");
  writeFileSync(join(folder, "assets/app.js.map"), "{}");
  mkdirSync(join(folder, "folder.js"));
  writeFileSync(join(parent, "secret.json"), "{}");
  mkdirSync(join(parent, "renderer-other"));
  writeFileSync(join(parent, "renderer-other/secret.js"), "secret");
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const get = (path: string) => pageFile(folder, { method: "GET", url: `app://pushpull${path}` });

describe("pageFile", () => {
  it("gives the first page, with its policy", async () => {
    const response = await get("/");
    expect(await response.text()).toBe("<!doctype html>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("gives scripts and fonts, whatever their names", async () => {
    expect((await get("/assets/app.js?v=1")).headers.get("content-type")).toMatch("text/javascript");
    expect(await (await get("/assets/%E5%90%8D.woff2")).text()).toBe("font");
  });

  it.each([
    "/nothing.js",
    "/folder.js",
    "/assets/app.js.map",
    "/%2e%2e/secret.json",
    "/..%2Fsecret.json",
    "/..%5Csecret.json",
    "/..%2frenderer-other/secret.js",
    "/%00.js",
    "/%E0%A4%A",
    "//etc/passwd.html",
  ])("gives nothing for %s", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("");
  });

  it("only reads", async () => {
    expect((await pageFile(folder, { method: "POST", url: "app://pushpull/" })).status).toBe(405);
  });
});

describe("CONTENT_SECURITY_POLICY", () => {
  it("never lets a page run scripts or styles that are not the app's own", () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*/);
    expect(CONTENT_SECURITY_POLICY).toMatch("default-src 'none'; script-src 'self'; style-src 'self';");
  });
});
