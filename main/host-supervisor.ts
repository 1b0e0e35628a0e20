import { type FromHost, fromHost, type HostStart, type ToHost } from "./host-messages.ts";

/** A running host process: the part of Electron's UtilityProcess that is used here. */
export interface HostProcess {
  postMessage(message: ToHost): void;
  kill(): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
}

export interface SupervisorOptions {
  /** Starts a new host process. */
  fork(): HostProcess;
  start: Omit<HostStart, "type">;
  /** Takes a line for the app's log. */
  log(line: string): void;
}

type Listening = Extract<FromHost, { type: "listening" }>;

interface Asker {
  /** The URL that the asker has already. */
  after: string | undefined;
  resolve(url: string): void;
  reject(error: Error): void;
}

/** Time before the first restart, in ms. It doubles with each crash in a row, up to the longest. */
const RESTART = { first: 100, longest: 10_000 } as const;
/** A host that ran for so long, in ms, is healthy: a crash after that counts as its first. */
const HEALTHY = 30_000;
/** After so many crashes in a row there are no more restarts until somebody asks for the host. */
const MAX_CRASHES = 6;
/** How long a host may take to close, in ms, before it is killed. */
const CLOSE_TIMEOUT = 5_000;
const CLOSING = "The app is closing.";

/** Keeps one host process running: starts it, starts it again when it crashes, and closes it. */
export class HostSupervisor {
  readonly #options: SupervisorOptions;
  #state: "starting" | "up" | "failed" | "closed" = "closed";
  #process: HostProcess | null = null;
  #restart: NodeJS.Timeout | undefined;
  #crashes = 0;
  #upSince = 0;
  /** Where the host was last. A restart takes the same port, so that sessions find it again. */
  #address: { url: string; port: number } | null = null;
  #ownerToken = "";
  #askers: Asker[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /**
   * Resolves to the host's URL once it accepts connections; with `after`, once that is another URL than `after`.
   * Rejects with a sentence for people when the host can't start; to ask again is to try again.
   */
  url(after?: string): Promise<string> {
    const url = this.#address?.url;
    if (this.#state === "up" && url !== undefined && url !== after) return Promise.resolve(url);
    if (this.#state === "closed") return Promise.reject(new Error(CLOSING));
    const answer = new Promise<string>((resolve, reject) => this.#askers.push({ after, resolve, reject }));
    if (this.#state === "failed") this.start();
    return answer;
  }

  /** What makes whoever shows it an owner of the host, once there is one. Rejects as `url` does. */
  async ownerToken(): Promise<string> {
    await this.url();
    return this.#ownerToken;
  }

  /** Starts the host. Does nothing while it runs or is about to. */
  start(): void {
    if (this.#state === "starting" || this.#state === "up") return;
    this.#crashes = 0;
    this.#fork();
  }

  /** Asks the host to close, and waits until its process has ended (at most 5 s, then it is killed). */
  async close(): Promise<void> {
    this.#state = "closed";
    clearTimeout(this.#restart);
    this.#refuseAll(CLOSING);
    const running = this.#process;
    if (running === null) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        this.#options.log("The host did not close in time and is killed.");
        running.kill();
        resolve();
      }, CLOSE_TIMEOUT);
      running.on("exit", () => {
        clearTimeout(late);
        resolve();
      });
      running.postMessage({ type: "close" });
    });
  }

  #fork(): void {
    this.#state = "starting";
    const child = this.#options.fork();
    this.#process = child;
    child.on("message", (message) => this.#onMessage(child, message));
    child.on("exit", (code) => this.#onExit(child, code));
    const port = this.#address?.port ?? this.#options.start.port;
    child.postMessage({ type: "start", ...this.#options.start, ...(port !== undefined && { port }) });
  }

  #onMessage(child: HostProcess, raw: unknown): void {
    if (child !== this.#process || this.#state !== "starting") return;
    const checked = fromHost.safeParse(raw);
    if (!checked.success) this.#options.log(`The host sent what is no message: ${checked.error.message}`);
    else if (checked.data.type === "listening") this.#onListening(checked.data);
    else {
      this.#process = null;
      child.kill();
      this.#fail(checked.data.message);
    }
  }

  #onListening({ url, port, ownerToken }: Listening): void {
    this.#state = "up";
    this.#upSince = performance.now();
    this.#address = { url, port };
    this.#ownerToken = ownerToken;
    const waiting = this.#askers;
    this.#askers = waiting.filter(({ after }) => after === url);
    for (const { after, resolve } of waiting) if (after !== url) resolve(url);
  }

  #onExit(child: HostProcess, code: number): void {
    if (child !== this.#process) return;
    this.#process = null;
    if (this.#state === "closed") return;
    const wasHealthy = this.#state === "up" && performance.now() - this.#upSince >= HEALTHY;
    this.#crashes = wasHealthy ? 1 : this.#crashes + 1;
    if (this.#crashes >= MAX_CRASHES) {
      this.#fail(`The host stopped ${this.#crashes} times in a row (exit code ${code}). Try again.`);
      return;
    }
    const delay = Math.min(RESTART.first * 2 ** (this.#crashes - 1), RESTART.longest);
    this.#options.log(`The host stopped with exit code ${code}; it is started again in ${delay} ms.`);
    this.#state = "starting";
    this.#restart = setTimeout(() => this.#fork(), delay);
  }

  #fail(message: string): void {
    this.#state = "failed";
    this.#address = null;
    this.#options.log(message);
    this.#refuseAll(message);
  }

  #refuseAll(message: string): void {
    for (const { reject } of this.#askers.splice(0)) reject(new Error(message));
  }
}
