// npm run package:smoke [FILE]: starts the app that `npx electron-builder` has packed for this computer (or the program
// FILE) with its real Electron, sends a message in it, and races the transports. The fuses shut Playwright's own way in, so
// this takes Chromium's, which is open to nobody who does not start the app with a port for it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, expect as expectSoon } from "@playwright/test";
import { race } from "./package/race.mjs";
import { root } from "./staleness.mjs";

/** How long the app may take to start, to show something and to end, in ms. */
const LIMIT = 60_000;
const expect = expectSoon.configure({ timeout: LIMIT });

const PROGRAMS = {
  linux: { x64: "linux-unpacked/pushpull", arm64: "linux-arm64-unpacked/pushpull" },
  darwin: {
    x64: "mac/Pushpull.app/Contents/MacOS/Pushpull",
    arm64: "mac-arm64/Pushpull.app/Contents/MacOS/Pushpull",
  },
  win32: { x64: "win-unpacked/Pushpull.exe", arm64: "win-arm64-unpacked/Pushpull.exe" },
};

function findProgram() {
  const path = PROGRAMS[process.platform]?.[process.arch];
  const program = process.argv[2] ?? join(root, "packages", path ?? "");
  if (existsSync(program)) return program;
  throw new Error(`There is no ${program}. Pack first: npm run build && npx electron-builder --dir`);
}

/** A port that was free a moment ago. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function startApp(program, dataDir, debugPort) {
  const isRoot = process.platform === "linux" && process.getuid() === 0;
  const child = spawn(
    program,
    [
      ...(isRoot ? ["--no-sandbox"] : []),
      `--remote-debugging-port=${debugPort}`,
      ...["--data", dataDir, "--port", "0", "--name", "Smoke test"],
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  let code = null;
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exit, signal) => {
      code = exit ?? signal;
      resolve(code);
    });
  });
  ended.catch((error) => console.error(error.message));
  return { child, ended, code: () => code };
}

/** Connects as soon as the app listens. */
async function connect(app, debugPort) {
  const end = performance.now() + LIMIT;
  while (performance.now() < end && app.code() === null) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`, { noDefaults: true });
    } catch (error) {
      if (!/ECONNREFUSED|socket hang up/.test(error.message)) throw error;
      await pause(200);
    }
  }
  throw new Error(`The app did not start${app.code() === null ? "" : `: it ended with ${app.code()}`}.`);
}

async function appPage(browser) {
  const pages = () => browser.contexts().flatMap((context) => context.pages());
  const find = () => pages().find((page) => page.url() === "app://pushpull/");
  await expect.poll(() => find() !== undefined, { message: "the app's window" }).toBe(true);
  return find();
}

/** Through the start screen into the lobby of the app's own host, and a message there. */
async function sayHello(page) {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByRole("button", { name: "Join" }).click();
  const composer = page.getByRole("textbox", { name: "Message #lobby" });
  await composer.fill("Hello out of the package");
  await composer.press("Enter");
  await expect(page.locator(".arrival")).toHaveCount(1); // it went to the host, and came back
  await expect(page.getByRole("article").filter({ hasText: "Hello out of the package" })).toBeVisible();
}

/** Asks the app's own host, as the page does. */
function asPage(page) {
  return (path, body) =>
    page.evaluate(
      async ([path, body]) => {
        const url = new URL(path, await window.pushpull.hostUrl());
        const answer = await fetch(url, body && { method: "POST", body: JSON.stringify(body) });
        return answer.json();
      },
      [path, body],
    );
}

const program = findProgram();
const dataDir = mkdtempSync(join(tmpdir(), "pushpull-smoke-"));
const debugPort = await freePort();
const app = startApp(program, dataDir, debugPort);
try {
  const browser = await connect(app, debugPort);
  const page = await appPage(browser);
  await sayHello(page);
  console.log(`${program} starts, and a message gets through.`);
  await race(asPage(page));
  console.log("Its host races all six transports.");
  await browser.close();
} finally {
  app.child.kill();
  await Promise.race([app.ended, pause(LIMIT, undefined, { ref: false })]);
  app.child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
