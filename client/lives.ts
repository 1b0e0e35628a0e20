import type { NativeListener } from "../transports/ready-state.ts";
import type { SocketClose } from "./problems.ts";

/** What became of one WebSocket or EventSource, as the browser said. */
export interface Life {
  /** Grows from one to the next. */
  readonly id: number;
  readonly kind: "WebSocket" | "EventSource";
  /** `probe` of its request: which switch tried it. Null: the session connected with it, or came back to it. */
  readonly probe: string | null;
  /**
   * Each `readyState` that it was seen in, the present one last: of an EventSource 0 to 2 (HTML, section 9.2), of a
   * WebSocket 0 to 3 (WebSockets standard, section 3). `at`: Unix ms on the host's clock.
   */
  readonly states: readonly { readonly readyState: number; readonly at: number }[];
  /** Of a WebSocket that has closed. */
  readonly close: SocketClose | null;
}

/** Lives that are kept. Of more, the oldest go. */
const MOST = 100;

let lastId = 0;

/** Follows the WebSockets and EventSources of a session. A readyState is read at each event, and after `close()`. */
export class Lives {
  readonly #now: () => number;
  readonly #changed: () => void;
  #list: readonly Life[] = [];

  constructor(now: () => number, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  /** Oldest first; another array after each change. */
  get list(): readonly Life[] {
    return this.#list;
  }

  /** The clock was set: moves all by so many ms. */
  redate(ms: number): void {
    this.#list = this.#list.map((life) => ({
      ...life,
      states: life.states.map(({ readyState, at }) => ({ readyState, at: at + ms })),
    }));
    this.#changed();
  }

  readonly follow: NativeListener = (native) => {
    lastId += 1;
    const id = lastId;
    const life = { id, kind: kindOf(native), probe: new URL(native.url).searchParams.get("probe") };
    const first = { readyState: native.readyState, at: this.#now() };
    this.#list = [...this.#list, { ...life, states: [first], close: null }].slice(-MOST);
    this.#changed();
    const look = (close: SocketClose | null = null): void => this.#see(id, native.readyState, close);
    for (const event of ["open", "error"]) native.addEventListener(event, () => look());
    native.addEventListener("close", (event) => {
      const { code, reason, wasClean } = event as CloseEvent;
      look({ code, reason, wasClean });
    });
    return look;
  };

  #see(id: number, readyState: number, close: SocketClose | null): void {
    const life = this.#list.find((one) => one.id === id);
    if (!life) return;
    const isNew = life.states.at(-1)?.readyState !== readyState;
    if (!isNew && !close) return;
    const states = isNew ? [...life.states, { readyState, at: this.#now() }] : life.states;
    const changed = { ...life, states, close: close ?? life.close };
    this.#list = this.#list.map((one) => (one === life ? changed : one));
    this.#changed();
  }
}

/** By what it can do: the WebSocket of Node is none of the global class. */
function kindOf(native: WebSocket | EventSource): Life["kind"] {
  return "send" in native ? "WebSocket" : "EventSource";
}
