// The desktop app's start-up, in order. What it decides is decided in the files it calls.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, utilityProcess } from "electron";
import { defaultDataDir } from "../cli/data-dir.ts";
import { UsageError } from "../cli/usage.ts";
import { registerAppScheme, serveRenderer } from "./app-protocol.ts";
import { Desktop, listenForLinks } from "./desktop.ts";
import { lockDownPages, lockDownPermissions } from "./hardening.ts";
import { hostEnvironment } from "./host-environment.ts";
import { HostSupervisor } from "./host-supervisor.ts";
import { type AppOptions, readOptions } from "./options.ts";
import { RaceHosts } from "./race-hosts.ts";

const dist = join(import.meta.dirname, "..");
const preload = join(dist, "preload", "preload.cjs");
const rendererDir = join(dist, "renderer");

/** As in electron-builder.yml, which gives it to the shortcut in the start menu. */
const APP_ID = "net.pushpull.app";

function optionsOrExit(): AppOptions {
  try {
    return readOptions(process.argv.slice(1), process.env);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

/** With a data folder of its own the app touches nothing outside it, and is an instance of its own. */
function keepDataIn(dataDir: string): void {
  const own = join(dataDir, "desktop");
  mkdirSync(own, { recursive: true });
  app.setPath("userData", own);
}

/** Starts a program of ours beside main. `name`: as the system lists it. */
function startProgram(file: string, args: string[], name: string) {
  return utilityProcess.fork(join(dist, "host", file), args, {
    serviceName: name,
    env: hostEnvironment(process.env),
  });
}

const log = (line: string): void => console.warn(line);

function createRaceHosts(): RaceHosts {
  return new RaceHosts({
    fork: (folder) => startProgram("race-host-process.mjs", [folder], "Pushpull race host"),
    log,
  });
}

function createSupervisor(
  { dataDir = defaultDataDir(), port, hostName, discovery = true }: AppOptions,
  raceHosts: RaceHosts,
): HostSupervisor {
  return new HostSupervisor({
    fork: () => {
      const host = startProgram("host-process.mjs", [], "Pushpull host");
      raceHosts.serve(host);
      return host;
    },
    start: {
      dataDir,
      rendererDir,
      discovery,
      ...(port !== undefined && { port }),
      ...(hostName && { name: hostName }),
    },
    log,
  });
}

function closeBeforeQuit(host: HostSupervisor, raceHosts: RaceHosts): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void host
      .close()
      .then(() => raceHosts.close())
      .then(() => {
        closed = true;
        app.quit();
      });
  });
}

async function run(options: AppOptions): Promise<void> {
  const raceHosts = createRaceHosts();
  const host = createSupervisor(options, raceHosts);
  closeBeforeQuit(host, raceHosts);
  app.on("window-all-closed", () => app.quit()); // one that is kept was only hidden

  await app.whenReady();
  lockDownPermissions();
  serveRenderer(rendererDir);
  host.start();
  new Desktop({
    preload,
    hostUrl: (...after) => host.url(...after),
    ownerToken: () => host.ownerToken(),
    args: process.argv.slice(1),
    hidden: options.hidden ?? false,
  });
}

const options = optionsOrExit();
if (options.dataDir !== undefined) keepDataIn(options.dataDir);
// Electron's enableSandbox() would undo --no-sandbox, which root on Linux can't do without.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
if (process.platform === "win32") app.setAppUserModelId(APP_ID); // whose notifications they are
registerAppScheme();
lockDownPages();
listenForLinks();

if (app.requestSingleInstanceLock()) void run(options);
else app.quit();
