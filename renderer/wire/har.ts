import type { Life } from "../../client/session.ts";
import { noteEntry } from "./entries.ts";
import { changedAt, isClosed, lifeOf } from "./lives.ts";
import type { ExchangeRow, PacketEntry, PacketRow, Row } from "./rows.ts";

interface NameValue {
  name: string;
  value: string;
}

/** Where the requests went, and who says so. */
interface HarSource {
  /** The host's address. */
  readonly url: string;
  readonly version: string;
  /** For what is still open, in Unix ms on the host's clock. */
  readonly now: number;
  /** The WebSockets and EventSources that the window still knows. */
  readonly lives: readonly Life[];
}

/**
 * The exchanges as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which the developer tools of
 * browsers open. What a WebSocket carried is in `_webSocketMessages` of its upgrade, as Chrome writes it, and how it closed
 * in `_webSocketClose`. What is no exchange is in `_notes` of the log.
 */
export function toHar(rows: readonly Row[], source: HarSource) {
  const packets = new Map<ExchangeRow, PacketRow[]>();
  for (const row of rows) {
    if (row.kind === "exchange" && !packets.has(row)) packets.set(row, []);
    if (row.kind !== "packet") continue;
    // Also of what carried it, although its own row may have gone.
    const known = packets.get(row.carrier);
    if (known) known.push(row);
    else packets.set(row.carrier, [row]);
  }
  const exchanges = [...packets].sort(([a], [b]) => a.request.at - b.request.at);
  const notes = rows.filter((row) => row.kind === "note");
  const noted = notes.flatMap((note) => (note.note === "closed" ? [note.life] : []));
  const lives = [...new Map([...source.lives, ...noted].map((life) => [life.id, life])).values()];
  return {
    log: {
      version: "1.2",
      creator: { name: "Pushpull", version: source.version },
      pages: [],
      entries: exchanges.map(([row, own]) => entryOf(row, own, { ...source, lives })),
      comment:
        "Recorded by the host. Session ids and tokens are redacted; bodies over 4,096 characters are cut.",
      ...(notes.length === 0 ? {} : { _notes: notes.map((note) => dated(noteEntry(note))) }),
    },
  };
}

/** How an upgrade's WebSocket closed, as the browser said. */
function closeOf(row: ExchangeRow, lives: readonly Life[]) {
  const isOpen = row.end === null && !row.isLost;
  const life = isOpen ? null : lifeOf(row, lives);
  return life && isClosed(life) ? { _webSocketClose: dated({ at: changedAt(life), ...life.close }) } : {};
}

/** Times in an archive are ISO 8601. */
function dated<T extends { at: number }>({ at, ...told }: T) {
  return { ...told, dateTime: new Date(at).toISOString() };
}

function entryOf(row: ExchangeRow, packets: readonly PacketRow[], { url, now, lives }: HarSource) {
  const { request, response, end, isLost } = row;
  const isSocket = request.transport === "websocket";
  const answered = response?.at ?? end?.at ?? now;
  const ended = end?.at ?? (isLost ? answered : now);
  const [wait, receive] = [Math.max(0, answered - request.at), Math.max(0, ended - answered)];
  return {
    startedDateTime: new Date(request.at).toISOString(),
    time: wait + receive,
    request: requestOf(row, packets, url),
    response: responseOf(row, packets),
    cache: {},
    timings: { send: 0, wait, receive },
    connection: String(request.connection),
    ...(end || isLost ? {} : { comment: "Still open when this file was written." }),
    ...(isSocket
      ? {
          _resourceType: "websocket",
          _webSocketMessages: packets.map(socketMessage),
          ...closeOf(row, lives),
        }
      : { _resourceType: request.transport === "sse" && request.method === "GET" ? "eventsource" : "xhr" }),
  };
}

function requestOf({ request, up }: ExchangeRow, packets: readonly PacketRow[], base: string) {
  const url = new URL(request.url, base);
  if (request.transport === "websocket") url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const headers = headersOf(request.head);
  const body =
    request.method === "POST"
      ? bodyOf(
          packets.map(({ packet }) => packet),
          "up",
        )
      : null;
  const mimeType = headerNamed(headers, "content-type") ?? "text/plain;charset=UTF-8";
  return {
    method: request.method,
    url: url.href,
    httpVersion: httpVersion(request.head),
    cookies: [],
    headers,
    queryString: [...url.searchParams].map(([name, value]): NameValue => ({ name, value })),
    headersSize: request.headBytes,
    bodySize: body === null ? 0 : Number(headerNamed(headers, "content-length") ?? up.bytes),
    ...(body === null ? {} : { postData: { mimeType, params: [], text: body } }),
  };
}

/** Without an answer: status 0, as browsers write it. */
function responseOf(row: ExchangeRow, packets: readonly PacketRow[]) {
  const { request, response, end, down } = row;
  const head = response?.head ?? "";
  const headers = headersOf(head);
  const isSocket = request.transport === "websocket";
  const size = isSocket ? 0 : end ? end.down.payload + end.down.framing : down.bytes;
  return {
    status: response?.status ?? 0,
    statusText: /^\S+ \d+ ?([^\r\n]*)/.exec(head)?.[1] ?? "",
    httpVersion: response ? httpVersion(head) : "unknown",
    cookies: [],
    headers,
    content: {
      size,
      mimeType: headerNamed(headers, "content-type") ?? "x-unknown",
      ...answerOf(row, packets, size),
    },
    redirectURL: "",
    headersSize: response?.headBytes ?? -1,
    bodySize: size,
  };
}

/** What Engine.IO answers a POST with that it has taken in (protocol 4, "HTTP long-polling"). */
const TAKEN_IN = "ok";

/** The answer's body; without a text, and with why, where it was not recorded. */
function answerOf(row: ExchangeRow, packets: readonly PacketRow[], size: number) {
  const { request, response, nothing } = row;
  if (request.method === "POST" && response?.status === 200 && size === TAKEN_IN.length)
    return { text: TAKEN_IN, comment: "Not recorded: told by its size and by the protocol." };
  if (request.method === "POST" && size > 0) return { comment: "Not recorded." };
  if (request.method === "POST" || request.transport === "websocket") return { text: "" };
  const text = bodyOf([...packets.map(({ packet }) => packet), ...(nothing ? [nothing] : [])], "down");
  return text === "" && size > 0 ? { comment: "Not, or no longer, recorded." } : { text };
}

/** The packets as a poll or a stream has written them; those of a poll with the separator between them. */
function bodyOf(packets: readonly PacketEntry[], direction: "up" | "down"): string {
  const own = packets.filter((packet) => packet.direction === direction).sort((a, b) => a.n - b.n);
  const separator = own.some(({ written }) => written) ? "" : "\u001e";
  return own.map(({ written, packet }) => (written && !written.hex ? written.text : packet)).join(separator);
}

/** As in Chrome's archives: `time` in seconds, and binary data as base64. */
function socketMessage({ packet }: PacketRow) {
  return {
    type: packet.direction === "up" ? "send" : "receive",
    time: packet.at / 1_000,
    opcode: packet.binary ? 2 : 1,
    data: packet.binary ? base64(packet.packet) : packet.packet,
  };
}

function base64(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))));
}

function headersOf(head: string): NameValue[] {
  return head
    .split("\r\n")
    .slice(1)
    .filter((line) => line.includes(":"))
    .map((line) => {
      const colon = line.indexOf(":");
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    });
}

function headerNamed(headers: readonly NameValue[], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

function httpVersion(head: string): string {
  return /HTTP\/\d(?:\.\d)?/.exec(head.split("\r\n", 1)[0] ?? "")?.[0] ?? "HTTP/1.1";
}
