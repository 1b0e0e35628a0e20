import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { chromiumOptions } from "../testing/chromium.ts";
import { type Program, startProgram } from "../testing/program.ts";

const cli = fileURLToPath(new URL("../dist/cli/pushpull.mjs", import.meta.url));

/** Long enough for the kernel to answer. In ms. */
const TIME_LIMIT = 10_000;

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"], timeout: TIME_LIMIT });
}

/** Why this computer makes no networks of its own; null when it does. */
export function whyNoLan(): string | null {
  if (process.platform !== "linux") return "networks of one's own are made of Linux network namespaces";
  try {
    new Lan().dispose();
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n").slice(0, 2).join(" ") : String(error);
    return `network namespaces cannot be made here (needs root and iproute2): ${reason}`;
  }
}

/** IPv6 addresses come seconds after the cable, and Chromium gives up what it is loading when one comes. */
const NO_IPV6 = "for conf in all default; do echo 1 > /proc/sys/net/ipv6/conf/$conf/disable_ipv6; done";

let lastLan = 0;

/** A LAN of the test's own: a switch, and computers on it that reach one another and nothing else. */
export class Lan {
  readonly #id = `pp${process.pid}-${++lastLan}`;
  readonly #switch = `${this.#id}-sw`;
  readonly #computers: Computer[] = [];

  constructor() {
    ip("netns", "add", this.#switch);
    try {
      ip("-n", this.#switch, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
      ip("-n", this.#switch, "link", "set", "br0", "up");
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** A computer on the LAN, at 10.77.0.`number`; or on none, with loopback only. */
  add(isPluggedIn = true): Computer {
    const number = this.#computers.length + 1;
    const computer = new Computer(`${this.#id}-${number}`, `10.77.0.${number}`);
    this.#computers.push(computer);
    ip("netns", "add", computer.namespace);
    ip("netns", "exec", computer.namespace, "sh", "-c", NO_IPV6);
    computer.ip("link", "set", "lo", "up");
    if (isPluggedIn) this.plugIn(computer);
    return computer;
  }

  /** Gives a computer a cable and an address. */
  plugIn(computer: Computer, address = computer.address): void {
    const port = `port${this.#computers.indexOf(computer) + 1}`;
    const { namespace } = computer;
    ip(
      "link",
      "add",
      "eth0",
      "netns",
      namespace,
      "type",
      "veth",
      "peer",
      "name",
      port,
      "netns",
      this.#switch,
    );
    ip("-n", this.#switch, "link", "set", port, "master", "br0", "up");
    computer.ip("addr", "add", `${address}/24`, "dev", "eth0");
    computer.ip("link", "set", "eth0", "up");
  }

  /** Ends all that runs on it, and takes it away. */
  dispose(): void {
    for (const computer of this.#computers) {
      computer.dispose();
      ip("netns", "del", computer.namespace);
    }
    ip("netns", "del", this.#switch);
  }
}

/** A computer on the LAN. */
export class Computer {
  readonly namespace: string;
  readonly address: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "pushpull-lan-"));
  readonly #programs: Program[] = [];
  #hosts = 0;

  constructor(namespace: string, address: string) {
    this.namespace = namespace;
    this.address = address;
  }

  ip(...args: string[]): void {
    ip("-n", this.namespace, ...args);
  }

  /** Answers no others at a TCP port, as with a firewall that drops what comes in. */
  drop(port: number): void {
    this.ip("rule", "add", "priority", "100", "ipproto", "tcp", "sport", String(port), "blackhole");
  }

  run(command: string, ...args: string[]): Program {
    const program = startProgram("ip", ["netns", "exec", this.namespace, command, ...args], process.env);
    program.ended.catch(() => undefined); // a test that waits for it hears of it
    this.#programs.push(program);
    return program;
  }

  pushpull(...args: string[]): Program {
    return this.run(process.execPath, cli, ...args);
  }

  /** A host that listens. */
  async serve(name: string, ...args: string[]): Promise<Program> {
    const data = join(this.#folder, `host-${++this.#hosts}`);
    const program = this.pushpull("serve", "--json", "--name", name, "--data", data, ...args);
    await program.saw(/"event":"listening"/);
    return program;
  }

  /** A browser on this computer; whoever opens it closes it. */
  async browse(): Promise<Browser> {
    const options = await chromiumOptions();
    const script = join(this.#folder, "chromium");
    const command = `exec ip netns exec ${this.namespace} '${options.executablePath}' "$@"\n`;
    writeFileSync(script, `#!/bin/sh\n${command}`, { mode: 0o755 });
    return chromium.launch({ headless: true, ...options, executablePath: script });
  }

  dispose(): void {
    for (const { child } of this.#programs) child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
