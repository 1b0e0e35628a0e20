// What the first screen of the app loads, and what comes later, in bytes as they are and gzipped.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { printTable } from "./figures.ts";

const BUDGET = 250_000; // bytes of JavaScript, gzipped, for the first screen

interface Row {
  file: string;
  when: "first screen" | "later";
  bytes: number;
  gzipped: number;
}

const folder = join(process.cwd(), "dist", "renderer");
const page = readFileSync(join(folder, "index.html"), "utf8");
const rows = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(js|css)$/.test(file))
  .map((file): Row => {
    const content = readFileSync(join(folder, file));
    const when = page.includes(file.replaceAll("\\", "/")) ? "first screen" : "later";
    return { file, when, bytes: content.length, gzipped: gzipSync(content, { level: 9 }).length };
  })
  .sort((a, b) => a.when.localeCompare(b.when) || b.gzipped - a.gzipped);

printTable(
  [
    { head: "file", value: (row) => row.file },
    { head: "when", value: (row) => row.when },
    { head: "bytes", value: (row) => row.bytes },
    { head: "gzipped", value: (row) => row.gzipped },
  ],
  rows,
);
const first = rows.filter(({ file, when }) => file.endsWith(".js") && when === "first screen");
const total = first.reduce((sum, { gzipped }) => sum + gzipped, 0);
console.log(
  `\nJavaScript of the first screen: ${total} bytes gzipped, ${((100 * total) / BUDGET).toFixed(0)} % of ${BUDGET}.`,
);
