// Packs the app for Linux around a program that stands for Electron, as electron-builder.yml says, without a network.
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../staleness.mjs";

const BUILDER = join(root, "node_modules/electron-builder/cli.js");
/** How long packing may take, in ms. */
const LIMIT = 120_000;

/** Comes before the fuses in Electron's binary. https://github.com/electron/fuses */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** The fuses that electron-builder knows, none of them stated (0x90). They follow their version and their number. */
const FUSES = Buffer.from([1, 8, ...Array(8).fill(0x90)]);

/** A file that runs, and whose fuses can be flipped. */
function standIn(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "electron");
  const script = "#!/bin/sh\necho 'This stands for Electron, and does nothing.'\nexit 1\n";
  writeFileSync(file, Buffer.concat([Buffer.from(script + SENTINEL), FUSES]));
  chmodSync(file, 0o755);
  return folder;
}

/** No downloads: whatever tries one finds nobody there. */
const NOBODY = "http://127.0.0.1:9";
const offline = {
  npm_config_offline: "true",
  http_proxy: NOBODY,
  https_proxy: NOBODY,
  HTTP_PROXY: NOBODY,
  HTTPS_PROXY: NOBODY,
};

/**
 * Packs what is in dist for those architectures, and resolves to the folders of the unpacked apps, in that order; they
 * are in `folder`. `change` changes the configuration.
 * @throws with electron-builder's words when it fails.
 */
export async function pack(folder, architectures, change = {}) {
  const output = join(folder, "packages");
  const config = join(folder, "config.json");
  const content = {
    ...change,
    extends: join(root, "electron-builder.yml"),
    electronDist: standIn(join(folder, "electron")),
    directories: { output },
  };
  writeFileSync(config, JSON.stringify(content));
  const flags = architectures.map((arch) => `--${arch}`);
  await run([BUILDER, "--linux", "dir", ...flags, "--publish", "never", "--config", config]);
  return architectures.map((arch) =>
    join(output, arch === "x64" ? "linux-unpacked" : `linux-${arch}-unpacked`),
  );
}

function run(args) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...offline },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`electron-builder ended with ${code ?? signal}:\n${said}`));
    });
  });
}

/** Where packing cannot be tried, a sentence that says why; else null. */
export function cannotPack() {
  if (process.platform !== "linux") {
    return "The package is checked on Linux only: elsewhere Electron itself is needed to pack (see .github/workflows/package.yml).";
  }
  return null;
}
