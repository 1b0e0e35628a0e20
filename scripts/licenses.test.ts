import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;
let licensePage: (files: Iterable<string>) => string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pushpull-licenses-"));
  ({ licensePage } = await import(new URL("licenses.mjs", import.meta.url).href));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a package, and gives the path of a file in it. */
function install(name: string, manifest: object, texts: Record<string, string> = {}): string {
  const files = { "package.json": JSON.stringify({ name, version: "1.0.0", ...manifest }), ...texts };
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, "node_modules", name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(folder, "node_modules", name, "lib/index.js");
}

const headings = (page: string) => [...page.matchAll(/<h2>(.*)<\/h2>/g)].map(([, title]) => title);

it("names each package once, with its text, and packages with the same text together", () => {
  const files = [
    install("b", { license: "MIT" }, { LICENSE: "Do as you like. <b> & all.\n" }),
    install("@scope/a", { license: "MIT" }, { "license.md": "Do as you like. <b> & all." }),
    install("c", { license: "Apache-2.0" }, { LICENSE: "Long text", NOTICE: "By C" }),
  ];
  const page = licensePage([...files, ...files, join(folder, "server/host.ts")]);
  expect(headings(page)).toEqual(["@scope/a 1.0.0 (MIT)", "b 1.0.0 (MIT)", "c 1.0.0 (Apache-2.0)"]);
  expect(page.match(/<pre>Do as you like\. &lt;b&gt; &amp; all\.<\/pre>/g)).toHaveLength(1);
  expect(page).toContain("<pre>Long text\n\nBy C</pre>");
});

it("tells the author where there is no text, and reads what old packages state", () => {
  const plain = install("plain", { license: "MIT", author: { name: "Ann" } });
  const old = install("old", { licenses: [{ type: "BSD" }] });
  const page = licensePage([plain, old]);
  expect(page).toContain("<pre>MIT, by Ann</pre>");
  expect(headings(page)).toContain("old 1.0.0 (BSD)");
});

it("refuses a package that states no licence", () => {
  expect(() => licensePage([install("none", {})])).toThrow("none 1.0.0 states no licence");
});
