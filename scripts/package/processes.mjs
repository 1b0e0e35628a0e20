// Programs out of the package, run by plain Node, that talk in lines of JSON or by messages.
import { fork, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How long anything is waited for, in ms: a busy machine is slow. */
const LIMIT = 60_000;

/** Rejects when the promise does not settle in time. */
function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${LIMIT / 1_000} s in vain for ${what}.`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The command line: one run of it, whose events are read from stdout. */
export class Cli {
  #child;
  #rest = "";
  #events = [];
  #errors = "";
  #waiting = new Set();
  #ended;

  constructor(folder, ...args) {
    this.name = `pushpull ${args[0]}`;
    this.#child = spawn(process.execPath, [join(folder, "dist/cli/pushpull.mjs"), ...args, "--json"], {
      cwd: folder,
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => this.#read(text));
    this.#child.stderr.setEncoding("utf8").on("data", (text) => {
      this.#errors += text;
    });
    this.#child.stdin.on("error", (error) => {
      this.#errors += error.message; // it has ended early, and says why on stderr
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("close", (code, signal) => resolve(code ?? signal));
    });
  }

  #read(text) {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop();
    this.#events.push(...lines.map((line) => JSON.parse(line)));
    for (const look of this.#waiting) look();
  }

  /** Resolves to the first `count` events of a kind that fit; rejects when it ends before. */
  events(kind, count = 1, fits = () => true) {
    const found = () => this.#events.filter((event) => event.event === kind && fits(event));
    const enough = new Promise((resolve) => {
      const look = () => {
        if (found().length < count) return;
        this.#waiting.delete(look);
        resolve(found().slice(0, count));
      };
      this.#waiting.add(look);
      look();
    });
    const ended = this.#ended.then((code) => {
      if (found().length >= count) return found().slice(0, count);
      throw new Error(`${this.name} ended with ${code}: ${this.#errors}`);
    });
    return within(Promise.race([enough, ended]), `"${kind}" from ${this.name}: ${this.#errors}`);
  }

  type(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Resolves when it has ended well. */
  async ended() {
    const code = await within(this.#ended, `the end of ${this.name}`);
    if (code !== 0) throw new Error(`${this.name} ended with ${code}: ${this.#errors}`);
  }

  kill() {
    this.#child.kill("SIGKILL");
  }
}

/** Gives a process that Node has forked what Electron gives a utility process. */
const UTILITY = `
process.parentPort = {
  postMessage: (message) => process.send(message),
  on: (event, listener) => process.on(event, (data) => listener({ data })),
};
process.on("disconnect", () => process.exit(0));
const [program] = process.argv.splice(2, 1);
await import(program);
`;

/** The app's own host, with what main does for it. */
export class AppHost {
  #folder;
  #dataDir;
  #child;
  #ended;
  #raceHosts = new Map();

  constructor(folder, dataDir) {
    this.#folder = folder;
    this.#dataDir = dataDir;
    writeFileSync(join(dataDir, "utility.mjs"), UTILITY);
    this.#child = this.#start("host-process.mjs");
    this.#child.on("message", (order) => order.type === "race-host" && this.#raceHost(order));
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("exit", (code, signal) => resolve(code ?? signal));
    });
    this.start = { type: "start", port: 0, dataDir, rendererDir: join(folder, "dist/renderer") };
  }

  #start(program, ...args) {
    const path = join(this.#folder, "dist/host", program);
    return fork(join(this.#dataDir, "utility.mjs"), [path, ...args], { cwd: this.#folder, execArgv: [] });
  }

  /** See main/race-host-messages.ts. */
  #raceHost({ id, do: what, message }) {
    if (what === "open") {
      const tell = (news) => this.#child.connected && this.#child.send({ type: "race-host", id, ...news });
      const started = this.#start("race-host-process.mjs", mkdtempSync(join(this.#dataDir, "race-")));
      this.#raceHosts.set(id, started);
      started.on("message", (message) => tell({ has: "said", message }));
      started.once("exit", (code) => tell({ has: "ended", how: `It has ended with ${code}.` }));
    } else if (what === "tell") this.#raceHosts.get(id).send(message);
    else this.#raceHosts.get(id).kill();
  }

  /** Resolves to its URL. */
  async url() {
    const answer = new Promise((resolve) => this.#child.once("message", resolve));
    const died = this.#ended.then((code) => ({ message: `it ended with ${code}` }));
    this.#child.send(this.start);
    const { url, message } = await within(Promise.race([answer, died]), "the app's host");
    if (url === undefined) throw new Error(`The app's host did not start: ${message}.`);
    return url;
  }

  async close() {
    this.#child.send({ type: "close" });
    const code = await within(this.#ended, "the end of the app's host");
    if (code !== 0) throw new Error(`The app's host ended with ${code}.`);
  }

  kill() {
    for (const child of [this.#child, ...this.#raceHosts.values()]) child.kill("SIGKILL");
  }
}
