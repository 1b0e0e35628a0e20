import { networkInterfaces } from "node:os";
import { type FoundHost, MOST_HOSTS } from "../../protocol/discovery.ts";
import { urlOf } from "../addresses.ts";
import type { Claim } from "./announcement.ts";
import type { Listener } from "./link.ts";
import { isNearby } from "./networks.ts";
import { type Answered, ping } from "./ping.ts";

/** Time between two pings of a host, in ms. With a ping's own 2 s a host that died is gone within 10 s. */
const PING_INTERVAL = 3_000;
/** A host that has not answered so often in a row is gone. */
const MOST_MISSES = 2;

/** Where a host answered, and what it said of itself there. */
interface Answer {
  url: string;
  said: Answered;
}

interface Entry {
  claim: Claim;
  /** The last one; null while there was none. */
  answer: Answer | null;
  misses: number;
  isAsked: boolean;
}

/** The hosts that were heard of and that answer. What only claims to be a host is never listed. */
export class FoundHosts implements Listener {
  readonly #ownId: string | null;
  readonly #lost: () => void;
  readonly #entries = new Map<string, Entry>();
  readonly #closing = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /**
   * `ownId`: the host that looks, if it is one: it does not find itself. `lost` is called when a host is gone: perhaps
   * it has only moved, and answers when it is looked for.
   */
  constructor(ownId: string | null, lost: () => void) {
    this.#ownId = ownId;
    this.#lost = lost;
  }

  heard(claim: Claim): void {
    if (claim.id === this.#ownId || this.#closing.signal.aborted) return;
    const known = this.#entries.get(claim.id);
    if (known && (known.answer === null || urlsOf(claim).includes(known.answer.url))) {
      known.claim = claim;
    } else if (!known && this.#entries.size < MOST_HOSTS) {
      const entry: Entry = { claim, answer: null, misses: 0, isAsked: false };
      this.#entries.set(claim.id, entry);
      void this.#ask(entry);
    }
    // A claim that moves a host which answers elsewhere is not believed: if it has moved, it soon answers no more.
    this.#timer ??= setInterval(() => this.#askAll(), PING_INTERVAL);
  }

  /** Anybody can say goodbye in a host's name, so it is asked. */
  goodbye(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.misses = MOST_MISSES - 1;
    void this.#ask(entry);
  }

  /** Those that answer, sorted by name. */
  list(): FoundHost[] {
    return [...this.#entries.values()]
      .flatMap(({ claim, answer }) => (answer === null ? [] : [foundHost(claim, answer)]))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  clear(): void {
    this.#entries.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  close(): void {
    this.#closing.abort();
    this.clear();
  }

  #askAll(): void {
    for (const entry of this.#entries.values()) void this.#ask(entry);
  }

  async #ask(entry: Entry): Promise<void> {
    if (entry.isAsked) return;
    entry.isAsked = true;
    const answer = await this.#answerOf(entry);
    entry.isAsked = false;
    if (answer !== null) {
      entry.answer = answer;
      entry.misses = 0;
    } else if (++entry.misses >= MOST_MISSES && this.#entries.get(entry.claim.id) === entry) {
      this.#entries.delete(entry.claim.id);
      if (entry.answer !== null) this.#lost();
    }
  }

  /** Where it answered before, if it still does there; else where it does first. Null when it does not. */
  async #answerOf({ claim, answer }: Entry): Promise<Answer | null> {
    if (answer !== null) return this.#ping(answer.url, claim.id);
    const interfaces = networkInterfaces();
    const nearby = claim.addresses.filter((address) => isNearby(address, interfaces));
    const urls = nearby.map((address) => urlOf(address, claim.port));
    const answers = await Promise.all(urls.map((url) => this.#ping(url, claim.id)));
    return answers.find((one) => one !== null) ?? null;
  }

  async #ping(url: string, id: string): Promise<Answer | null> {
    const said = await ping(url, id, this.#closing.signal);
    return said && { url, said };
  }
}

function urlsOf({ addresses, port }: Claim): string[] {
  return addresses.map((address) => urlOf(address, port));
}

/** Its name and its passcode by its own proven word; the numbers by whoever announced it. */
function foundHost({ id, protocol, rooms, people }: Claim, { url, said }: Answer): FoundHost {
  return { id, url, protocol, rooms, people, name: said.name, passcode: said.passcode };
}
