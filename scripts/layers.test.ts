// The house's rule (docs: "An import may only point down this list") is Biome's to enforce. Here it is shown to
// bite: every import that the rule forbids is written down once and must be refused, every other must pass.
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a file of each folder may import. A transport has two halves, for two kinds of importers. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  transports: ["protocol"],
  client: ["protocol", "transports/sse/client.ts"],
  server: ["protocol", "transports/sse/server.ts"],
  lab: ["protocol", "transports/sse/client.ts", "transports/sse/server.ts", "client", "server"],
  cli: ["protocol", "transports/sse/client.ts", "transports/sse/server.ts", "client", "server", "lab"],
  renderer: ["protocol", "client"],
  main: [
    "protocol",
    "transports/sse/client.ts",
    "transports/sse/server.ts",
    "client",
    "server",
    "lab",
    "cli",
  ],
};
const IMPORTABLE = [
  "protocol",
  "transports/sse/client.ts",
  "transports/sse/server.ts",
  "client",
  "server",
  "lab",
  "cli",
  "renderer",
  "main",
];
/** Packages that some folders must do without, because they run in browsers or in plain Node. */
const NOT_FOR: Readonly<Record<string, readonly string[]>> = {
  "node:fs": ["protocol", "client", "renderer"],
  electron: ["server", "lab", "cli", "renderer"],
  react: ["client"],
};

interface Case {
  file: string;
  imports: string;
  allowed: boolean;
}

const fileIn = (place: string) => (place.includes(".") ? place : `${place}/some.ts`);

const CASES: Case[] = Object.keys(MAY_IMPORT).flatMap((folder) => [
  ...IMPORTABLE.filter((place) => !place.startsWith(folder)).map((place) => ({
    file: `${folder}/imports-${place.replaceAll(/[/.]/g, "-")}.ts`,
    imports: `../${fileIn(place)}`,
    allowed: MAY_IMPORT[folder]?.includes(place) ?? false,
  })),
  ...Object.entries(NOT_FOR).map(([name, folders]) => ({
    file: `${folder}/imports-${name.replace(":", "-")}.ts`,
    imports: name,
    allowed: !folders.includes(folder),
  })),
]);
// A transport's own folder is one deeper.
for (const place of ["client", "server"]) {
  CASES.push({
    file: `transports/sse/imports-${place}.ts`,
    imports: `../../${place}/some.ts`,
    allowed: false,
  });
}

let folder: string;
let refused: Set<string>;

/** The files in which Biome refuses an import. */
async function lint(): Promise<Set<string>> {
  const biome = join(
    dirname(createRequire(import.meta.url).resolve("@biomejs/biome/package.json")),
    "bin/biome",
  );
  const args = [
    biome,
    "lint",
    "--only=style/noRestrictedImports",
    "--max-diagnostics=none",
    "--reporter=json",
  ];
  const run = promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 1e8 });
  const { stdout } = await run.catch((error: { stdout: string }) => error); // it ends with 1 when it refuses
  const { diagnostics } = JSON.parse(stdout);
  return new Set(
    diagnostics
      .filter(({ category }: { category: string }) => category === "lint/style/noRestrictedImports")
      .map(({ location }: { location: { path: string } }) => location.path),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pushpull-layers-"));
  for (const name of ["biome.json", ".gitignore"]) copyFileSync(join(root, name), join(folder, name));
  for (const { file, imports } of CASES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `import * as some from "${imports}";\nconsole.log(some);\n`);
  }
  refused = await lint();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(CASES.filter(({ allowed }) => !allowed))("$file must not import $imports", ({ file }) => {
  expect(refused).toContain(file);
});

it.each(CASES.filter(({ allowed }) => allowed))("$file may import $imports", ({ file }) => {
  expect(refused).not.toContain(file);
});
