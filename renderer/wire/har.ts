import type { ExchangeRow, PacketRow, Row } from "./rows.ts";

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
}

/**
 * The exchanges as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which the developer tools of
 * browsers open. What a WebSocket carried is in `_webSocketMessages` of its upgrade, as Chrome writes it.
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
  return {
    log: {
      version: "1.2",
      creator: { name: "Pushpull", version: source.version },
      pages: [],
      entries: exchanges.map(([row, own]) => entryOf(row, own, source)),
      comment:
        "Recorded by the host. Session ids and tokens are redacted; bodies over 4,096 characters are cut.",
    },
  };
}

function entryOf(row: ExchangeRow, packets: readonly PacketRow[], { url, now }: HarSource) {
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
      ? { _resourceType: "websocket", _webSocketMessages: packets.map(socketMessage) }
      : { _resourceType: request.transport === "sse" && request.method === "GET" ? "eventsource" : "xhr" }),
  };
}

function requestOf({ request, up }: ExchangeRow, packets: readonly PacketRow[], base: string) {
  const url = new URL(request.url, base);
  if (request.transport === "websocket") url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const headers = headersOf(request.head);
  const body = request.method === "POST" ? bodyOf(packets, "up") : null;
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
function responseOf({ request, response, end, down }: ExchangeRow, packets: readonly PacketRow[]) {
  const head = response?.head ?? "";
  const headers = headersOf(head);
  const isSocket = request.transport === "websocket";
  const text = request.method === "POST" || isSocket ? "" : bodyOf(packets, "down");
  const size = isSocket ? 0 : end ? end.down.payload + end.down.framing : down.bytes;
  return {
    status: response?.status ?? 0,
    statusText: /^\S+ \d+ ?([^\r\n]*)/.exec(head)?.[1] ?? "",
    httpVersion: response ? httpVersion(head) : "unknown",
    cookies: [],
    headers,
    content: { size, mimeType: headerNamed(headers, "content-type") ?? "x-unknown", text },
    redirectURL: "",
    headersSize: response?.headBytes ?? -1,
    bodySize: size,
  };
}

/** The packets as a poll or a stream has written them; those of a poll with the separator between them. */
function bodyOf(packets: readonly PacketRow[], direction: "up" | "down"): string {
  const own = packets.filter(({ packet }) => packet.direction === direction);
  const separator = own.some(({ packet }) => packet.written) ? "" : "\u001e";
  return own
    .map(({ packet: { written, packet } }) => (written && !written.hex ? written.text : packet))
    .join(separator);
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
