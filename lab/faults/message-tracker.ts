/** Longest head, and longest line within a chunked body, in bytes: four times what Node's own server takes. */
const LONGEST = 64 * 1024;
/** RFC 9112, section 3: method, target, version. */
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]$/;
/** RFC 9112, section 4: version, status, reason. */
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: .*)?$/;
/** RFC 9112, section 5: no space before the colon. */
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/;
/** RFC 9112, section 7.1: the size, then extensions. */
const CHUNK_SIZE = /^([0-9A-Fa-f]{1,12})[ \t]*(?:;.*)?$/;

/** A head that has come in whole. */
export interface Head {
  /** Of a request; empty for a response. */
  method: string;
  /** Of a request; empty for a response. */
  target: string;
  /** Of a response; 0 for a request. */
  status: number;
  /** By lower-case name; values of one name are joined by commas (RFC 9110, section 5.3). */
  fields: ReadonlyMap<string, string>;
}

/** A run of bytes that belong together. All parts, one after the other, are what came in. */
export type Part =
  /** `head` stands at the part that completes it. */
  | { kind: "head"; bytes: Buffer; head: Head | null; ends: boolean }
  /** With the framing of chunks and the trailers. */
  | { kind: "body"; bytes: Buffer; ends: boolean }
  /** No HTTP: after an upgrade, or what could not be understood. */
  | { kind: "raw"; bytes: Buffer };

type State = "head" | "sized" | "size" | "chunk" | "chunk-end" | "trailers" | "until-close" | "raw";

/**
 * Follows one direction of an HTTP/1.1 connection and says where heads and bodies begin and end (RFC 9112, section
 * 6.3). It changes nothing and keeps nothing but the lines of the head under way. What breaks the rules is `raw`
 * from there on, for good.
 */
export class MessageTracker {
  #state: State = "head";
  #failed = false;
  /** The line under way, and the head's lines before it. */
  #line = "";
  #lines: string[] = [];
  #lineBytes = 0;
  /** Bytes still to come of a sized body or a chunk. */
  #left = 0;
  readonly #isRequest: boolean;
  readonly #answeredMethod: () => string;

  /**
   * `answeredMethod`: for responses, the method of the request that the response which has just begun answers.
   * Without it, the tracker follows requests.
   */
  constructor(answeredMethod?: () => string) {
    this.#isRequest = answeredMethod === undefined;
    this.#answeredMethod = answeredMethod ?? (() => "");
  }

  /** Whether it has met what it could not understand. */
  get failed(): boolean {
    return this.#failed;
  }

  /** What comes from now on is no HTTP. */
  turnRaw(): void {
    this.#state = "raw";
    this.#lines = [];
    this.#line = "";
  }

  /** The parts of these bytes. Each is read when it is asked for, so that what it means may be acted upon before. */
  *parts(bytes: Buffer): Generator<Part> {
    for (let start = 0; start < bytes.length; ) {
      const part = this.#next(bytes.subarray(start));
      yield part;
      start += part.bytes.length;
    }
  }

  #next(bytes: Buffer): Part {
    if (this.#state === "head") return this.#readHead(bytes);
    return this.#state === "raw" ? { kind: "raw", bytes } : this.#readBody(bytes);
  }

  #fail(bytes: Buffer): Part {
    this.#failed = true;
    this.turnRaw();
    return { kind: "raw", bytes };
  }

  #readHead(bytes: Buffer): Part {
    for (let at = 0; at < bytes.length; ) {
      const { line, end } = this.#readLine(bytes, at);
      if (this.#lineBytes > LONGEST) return this.#fail(bytes);
      at = end;
      if (line === null) break;
      if (line !== "") {
        this.#lines.push(line);
        if (this.#lines.length === 1 && !this.#startLine.test(line)) return this.#fail(bytes);
      } else if (this.#lines.length > 0) {
        return this.#endHead(bytes, at);
      } // else: RFC 9112, section 2.2: empty lines before a start line are to be ignored
    }
    return { kind: "head", bytes, head: null, ends: false };
  }

  get #startLine(): RegExp {
    return this.#isRequest ? REQUEST_LINE : STATUS_LINE;
  }

  /** The line that ends in `bytes`, without its end, or null when it does not; and where to go on. */
  #readLine(bytes: Buffer, from: number): { line: string | null; end: number } {
    const feed = bytes.indexOf(0x0a, from);
    const end = feed < 0 ? bytes.length : feed + 1;
    this.#line += bytes.toString("latin1", from, end);
    this.#lineBytes += end - from;
    if (feed < 0) return { line: null, end };
    const line = this.#line.replace(/\r?\n$/, "");
    this.#line = "";
    return { line, end };
  }

  #endHead(bytes: Buffer, end: number): Part {
    const head = parseHead(this.#lines, this.#startLine, this.#isRequest);
    this.#lines = [];
    this.#lineBytes = 0;
    const next = head && this.#bodyAfter(head);
    if (!next) return this.#fail(bytes);
    this.#state = next;
    return { kind: "head", bytes: bytes.subarray(0, end), head, ends: next === "head" };
  }

  /** RFC 9112, section 6.3, in its order. Null: the length cannot be known. */
  #bodyAfter({ status, fields }: Head): State | null {
    if (!this.#isRequest) {
      const method = this.#answeredMethod();
      if (status === 101 || (method === "CONNECT" && status >= 200 && status < 300)) return "raw";
      if (method === "HEAD" || status < 200 || status === 204 || status === 304) return "head";
    }
    const coding = fields.get("transfer-encoding");
    if (coding !== undefined) {
      if (/(?:^|,)[ \t]*chunked$/i.test(coding)) return "size";
      return this.#isRequest ? null : "until-close";
    }
    const length = fields.get("content-length");
    if (length === undefined) return this.#isRequest ? "head" : "until-close";
    const [value = "", ...others] = length.split(",").map((part) => part.trim());
    if (!/^\d{1,15}$/.test(value) || others.some((other) => other !== value)) return null;
    this.#left = Number(value);
    return this.#left === 0 ? "head" : "sized";
  }

  #readBody(bytes: Buffer): Part {
    let at = 0;
    while (at < bytes.length && this.#state !== "head") {
      if (this.#state === "until-close") {
        at = bytes.length;
      } else if (this.#state === "sized" || this.#state === "chunk") {
        const taken = Math.min(this.#left, bytes.length - at);
        at += taken;
        this.#left -= taken;
        if (this.#left === 0) this.#state = this.#state === "sized" ? "head" : "chunk-end";
      } else {
        const { line, end } = this.#readLine(bytes, at);
        at = end;
        if (this.#lineBytes > LONGEST || (line !== null && !this.#takeChunkLine(line)))
          return this.#fail(bytes);
      }
    }
    return { kind: "body", bytes: bytes.subarray(0, at), ends: this.#state === "head" };
  }

  /** RFC 9112, section 7.1. False when the line does not belong there. */
  #takeChunkLine(line: string): boolean {
    if (this.#state === "trailers") {
      if (line !== "") return true; // whose bytes count against the longest, together
      this.#state = "head";
    } else if (this.#state === "chunk-end") {
      if (line !== "") return false;
      this.#state = "size";
    } else {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) return false;
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? "trailers" : "chunk";
    }
    this.#lineBytes = 0;
    return true;
  }
}

/** Null when a line breaks the rules. */
function parseHead([first = "", ...lines]: string[], startLine: RegExp, isRequest: boolean): Head | null {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ""] = FIELD.exec(line) ?? [];
    if (name === undefined) return null;
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value.trim() : `${before}, ${value.trim()}`);
  }
  const [, one = "", target = ""] = startLine.exec(first) ?? [];
  return isRequest
    ? { method: one, target, status: 0, fields }
    : { method: "", target: "", status: Number(one), fields };
}
