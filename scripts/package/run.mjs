// Runs what is in a package, with plain Node and nothing from the project: its host, its pages, its command line.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import asar from "@electron/asar";
import { AppHost, Cli } from "./processes.mjs";
import { race } from "./race.mjs";

const TRANSPORTS = [
  "short-polling",
  "long-polling",
  "iframe-streaming",
  "http-streaming",
  "sse",
  "websocket",
];

/** One person for each transport; each hears from all, over the own transport. */
async function chat(folder, url, running) {
  const people = TRANSPORTS.map((name) => {
    const person = new Cli(folder, "join", url, "--listen", "--transport", name, "--name", name);
    running.push(person);
    return { name, person };
  });
  const all = (act) => Promise.all(people.map(act));
  await all(async ({ person }) => {
    person.type("I am in the room");
    await person.events("acked"); // so whatever is said from now on reaches everybody
  });
  await all(({ name, person }) => person.type(`Hello over ${name}`));
  await all(async ({ name, person }) => {
    const isHello = ({ text }) => text.startsWith("Hello");
    const heard = await person.events("message", TRANSPORTS.length, isHello);
    const texts = heard.map(({ text }) => text).sort();
    const expected = TRANSPORTS.map((other) => `Hello over ${other}`).sort();
    if (texts.join() !== expected.join()) throw new Error(`Over ${name} arrived: ${texts.join(", ")}.`);
    const others = heard.filter(({ transport }) => transport !== name);
    if (others.length > 0) throw new Error(`A message came to ${name} over ${others[0].transport}.`);
    person.type("/quit");
    await person.ended();
  });
}

async function page(url, path, mark) {
  const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  if (!response.ok || !text.includes(mark)) throw new Error(`${path} from the package: ${response.status}.`);
  return text;
}

/** The page, its script and the licences, as a browser on the network gets them. */
async function pages(url) {
  const [, script] = /<script type="module"[^>]* src="\.(\/assets\/[^"]+)"/.exec(
    await page(url, "/", '<div id="root">'),
  );
  await page(url, script, "import");
  await page(url, "/third-party-licenses.html", "Third-party licences");
}

/** Asks a host, as a program on its computer does. */
function asProgram(url) {
  return async (path, body) => {
    const answer = await fetch(new URL(path, url), {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    return answer.json();
  };
}

/** A short race on the command line, whose host is a process of its own. */
async function lab(folder, running) {
  const race = new Cli(folder, "lab", "--transports", "sse", "--seconds", "1", "--clients", "2");
  running.push(race);
  await race.events("report");
  await race.ended();
}

/**
 * Takes the archive of the unpacked app apart and runs what was in it. `folder` is empty and outside the project.
 * `tell` gets a sentence for each thing that works.
 * @throws at the first that does not.
 */
export async function runPackage(app, folder, tell) {
  const extracted = join(folder, "app");
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  asar.extractAll(join(app, "resources/app.asar"), extracted);
  const running = [];
  try {
    const host = new AppHost(extracted, dataDir);
    running.push(host);
    const url = await host.url();
    await pages(url);
    tell("The app's host starts, and serves the pages and the licences.");
    await chat(extracted, url, running);
    tell(`People who use the command line hear each other over ${TRANSPORTS.join(", ")}.`);
    await race(asProgram(url));
    tell("The app's host races all of them.");
    await host.close();
    await lab(extracted, running);
    tell("The lab races.");
  } finally {
    for (const program of running) program.kill();
  }
}
