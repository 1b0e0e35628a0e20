import type { TFunction } from "i18next";
import { bytes, inWords, latency } from "../transport/format.ts";
import { bytesOfPacket } from "./carriage.ts";
import { isIdle, kindOf } from "./filter.ts";
import type { ExchangeRow, NoteRow, PacketRow, Row } from "./rows.ts";
import { inWordsOf } from "./what.ts";

/** Bytes in words: "641 B". */
export function size(count: number, language: string): string {
  return inWords(bytes(count, language));
}

/** The same of what may not be known. */
export function sizeIfKnown(count: number | null, language: string): string {
  return count === null ? "–" : size(count, language);
}

/** A length of time in words; below 10 ms with a decimal, since hops are that short. */
export function span(ms: number, language: string): string {
  if (ms < 0.05 || ms >= 9.95) return inWords(latency(ms, language));
  return `${ms.toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })}\u00a0ms`;
}

/** What a packet is called: after what its transport writes it as. */
function packetKind({ carrier, packet }: PacketRow): "event" | "script" | "chunk" | "frame" | "packet" {
  const { transport, method } = carrier.request;
  if (transport === "websocket") return "frame";
  if (method === "POST" || packet.direction === "up") return "packet";
  if (transport === "sse") return "event";
  if (transport === "iframe-streaming") return "script";
  return transport === "http-streaming" ? "chunk" : "packet";
}

/** The kind of a row, for its second column. */
export function kindWord(row: Row, t: TFunction): string {
  if (row.kind === "packet") return t(`wire.kind.${packetKind(row)}`);
  if (row.kind === "exchange" && row.request.transport === "websocket") return t("wire.kind.upgrade");
  const kind = kindOf(row);
  return t(`wire.kind.${kind}`);
}

/** What each request of a session asks with: it tells nothing of this one. */
const ALWAYS = new Set(["EIO", "transport", "sid", "t", "origin", "probe"]);

/** The parts of a request's address: the path, and what is special in what is asked. */
export function addressOf({ request }: ExchangeRow): { path: string; query: string } {
  const [path = "", query = ""] = request.url.split("?", 2);
  const special = query.split("&").filter((one) => !ALWAYS.has(one.split("=", 1)[0] ?? ""));
  return { path, query: special.join("&") };
}

/** Whether it tries a transport while another one is still in use. */
export function isProbe({ request }: ExchangeRow): boolean {
  return /[?&]probe=/.test(request.url);
}

/** Head bytes of request and response. */
export function headBytes({ request, response }: ExchangeRow): number {
  return request.headBytes + (response?.headBytes ?? 0);
}

/**
 * Bytes of both bodies; while it is open, of the packets that have come so far. Null while not known: it began before the
 * recording did.
 */
export function bodyBytes({ request, end, up, down }: ExchangeRow): number | null {
  if (!end) return request.partial ? null : up.bytes + down.bytes;
  return end.up.payload + end.up.framing + end.down.payload + end.down.framing;
}

/** How long it has been open, in ms; null when its end is not known. */
export function heldMs({ request, end, isLost }: ExchangeRow, now: number): number | null {
  if (isLost) return null;
  return end ? end.heldMs : Math.max(0, now - request.at);
}

/** Why there is a line across the table. */
export function noteWords(row: NoteRow, t: TFunction): string {
  if (row.note === "missed") return t("wire.note.missed", { count: row.count });
  if (row.note !== "closed") return t(`wire.note.${row.note}`);
  const { code, reason, wasClean } = row.life.close;
  const how = t(wasClean ? "wire.note.clean" : "wire.note.notClean");
  return t("wire.note.closed", { code, how, reason: reason && ` (${reason})` });
}

/** A row as a sentence: "GET, SSE, held 12.9 s, still open, carries 6 packets". */
export function sentence(row: Row, now: number, t: TFunction, language: string): string {
  if (row.kind === "note") return noteWords(row, t);
  if (row.kind === "switch") return switchWords(row.switch, t);
  if (row.kind === "packet") {
    return t(`wire.sentence.${row.packet.direction}`, {
      kind: kindWord(row, t),
      what: inWordsOf(row.what, t),
      transport: t(`transport.said.${row.carrier.request.transport}`),
      size: size(bytesOfPacket(row), language),
    });
  }
  const { request, response } = row;
  const held = heldMs(row, now);
  const told = [
    `${request.method}, ${t(`transport.said.${request.transport}`)}`,
    response && t("wire.sentence.status", { status: response.status }),
    held !== null && t("wire.sentence.held", { time: span(held, language) }),
    !row.end && !row.isLost && t("wire.sentence.open"),
    row.isLost && t("wire.sentence.lost"),
    isIdle(row)
      ? t("wire.what.nothing")
      : t("wire.sentence.carries", { count: row.up.packets + row.down.packets }),
  ];
  return told.filter(Boolean).join(t("wire.sentence.and"));
}

/** "Switched from Short polling to SSE" */
export function switchWords(
  { from, to }: { from: ExchangeRow["request"]["transport"]; to: ExchangeRow["request"]["transport"] },
  t: TFunction,
): string {
  return t("wire.switched", { from: t(`transport.name.${from}`), to: t(`transport.name.${to}`) });
}

/** JSON's escapes (RFC 8259, section 7). */
const ESCAPE = /\\(?:u([\da-fA-F]{4})|([bfnrt])|(.))/g;

/** A packet's text as its sender wrote it, also of one that was cut. Line ends are spaces: nobody can search for them. */
function decoded({ packet, binary }: PacketRow["packet"]): string {
  if (binary || !packet.includes("\\")) return packet;
  return packet.replace(ESCAPE, (_, code: string | undefined, space: string | undefined, plain: string) => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16));
    return space ? " " : plain;
  });
}

/** All that the text filter looks in. */
export function searchText(row: Row, t: TFunction): string {
  if (row.kind === "exchange")
    return `${row.request.method} ${row.request.url} ${row.response?.status ?? ""}`;
  if (row.kind === "packet") return `${inWordsOf(row.what, t)} ${decoded(row.packet)}`;
  return row.kind === "switch" ? switchWords(row.switch, t) : noteWords(row, t);
}
