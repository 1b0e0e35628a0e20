import type { AutoStep } from "../client/auto.ts";
import type { Delivered } from "../client/session.ts";
import type { RaceProgress } from "../lab/race/race.ts";
import type { FoundHost } from "../protocol/discovery.ts";
import { bytesOf, type RequestCounts, requestsOf } from "../protocol/meter.ts";
import type { Report } from "../protocol/report.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { isLoopback } from "../server/addresses.ts";
import type { Tally } from "../server/metering/bill.ts";
import type { Totals } from "../server/metering/meter.ts";
import { foundInWords } from "./discovery-words.ts";
import { progressInWords, reportInWords } from "./lab-words.ts";

/** What the commands tell: with --json as they stand, one a line; otherwise as words. */
export type CliEvent =
  /** `owner`: the link that makes whoever opens it an owner of the host. */
  | { event: "listening"; url: string; urls: readonly string[]; owner: string; portTaken?: true }
  | ({ event: "found" } & FoundHost)
  | { event: "gone"; id: string; name: string }
  | { event: "connected"; transport: TransportName }
  | {
      event: "message";
      room: string;
      seq: number;
      id: string;
      from: string;
      text: string;
      sentAt: number;
      receivedAt: number;
      transport: TransportName;
      latencyMs: number | null;
    }
  | { event: "acked"; id: string; seq: number }
  | { event: "switched"; from: TransportName; to: TransportName; ms: number }
  /** What the choice of the best transport did, and why. */
  | ({ event: "auto" } & AutoStep)
  | { event: "disconnected"; reason: string }
  | TotalsEvent
  | ({ event: "progress" } & RaceProgress)
  | Report
  /** The race was stopped: so many of its cells were finished, and the report before this line is of those. */
  | { event: "stopped"; finished: number; cells: number }
  /** `id` and the beginning of `text` when it is about a message of one's own. */
  | { event: "error"; code: string; message: string; id?: string; text?: string };

/** Bytes; up is towards the host. `wire` is all that the host's TCP connections carried: sessions and other. */
export interface TotalsEvent {
  event: "totals";
  wire: Tally;
  /** One for each session and each transport that it used. Its four parts add up to up and down. */
  sessions: (Record<"up" | "down" | "payload" | "framing" | "heads" | "handshake", number> & {
    /** Name; null for one that ended before it had one. */
    member: string | null;
    transport: TransportName;
    requests: number;
    requestsByKind: RequestCounts;
    heldMs: number;
  })[];
  /** Of no session: pages, the host's own routes, refused requests. */
  other: Tally;
}

export function totalsEvent({ wire, sessions, other }: Totals): TotalsEvent {
  return {
    event: "totals",
    wire,
    sessions: sessions.map(({ member, transport, up, down, requests, heldMs }) => ({
      member,
      transport,
      up: bytesOf(up),
      down: bytesOf(down),
      payload: up.payload + down.payload,
      framing: up.framing + down.framing,
      heads: up.heads + down.heads,
      handshake: up.handshake + down.handshake,
      requests: requestsOf(requests),
      requestsByKind: requests,
      heldMs: Math.round(heldMs),
    })),
    other,
  };
}

export type Output = (event: CliEvent) => void;

const ON_STDOUT: ReadonlySet<CliEvent["event"]> = new Set(["message", "listening", "found", "report"]);

/**
 * Messages and reports go to stdout, and with `json` all else, too; what is only for the person at the terminal to
 * stderr.
 */
export function createOutput(json: boolean): Output {
  if (json) return (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
  return (event) => {
    const words = inWords(event);
    if (words === null) return;
    const stream = ON_STDOUT.has(event.event) ? process.stdout : process.stderr;
    stream.write(`${words}\n`);
  };
}

export function messageEvent({ message, receivedAt, transport, latencyMs }: Delivered): CliEvent {
  const { room, seq, id, sender, text, sentAt } = message;
  const from = sender.name;
  return { event: "message", room, seq, id, from, text, sentAt, receivedAt, transport, latencyMs };
}

function listeningInWords({ url, urls, owner }: Extract<CliEvent, { event: "listening" }>): string {
  const forOthers = urls.filter((one) => !isLoopback(new URL(one).hostname.replace(/^\[|\]$/g, "")));
  const open =
    forOthers.length > 0
      ? `Others on this network can open:\n${forOthers.map((one) => `  ${one}`).join("\n")}`
      : `Only this computer can open it:\n  ${url}`;
  return `Pushpull listens. ${open}
To own it (rename, mute, remove people; close rooms; set passcodes), open this on this computer, and show it nobody:
  ${owner}`;
}

function inWords(event: CliEvent): string | null {
  switch (event.event) {
    case "listening":
      return listeningInWords(event);
    case "found":
      return foundInWords(event);
    case "gone":
      return `${event.name} is gone.`;
    case "connected":
      return `Connected over ${event.transport}.`;
    case "message": {
      const time = new Date(event.sentAt).toTimeString().slice(0, 8);
      const mark = event.latencyMs === null ? "history" : `${event.transport} ${event.latencyMs} ms`;
      return `${time} ${event.from}: ${event.text.replaceAll("\n", "\n         ")}  [${mark}]`;
    }
    case "acked":
      return null; // the message itself comes back and is printed
    case "auto":
      return stepInWords(event);
    case "switched":
      return `Now over ${event.to} instead of ${event.from} (${Math.round(event.ms)} ms).`;
    case "totals":
      return `This host carried ${event.wire.up} bytes up and ${event.wire.down} bytes down.`;
    case "progress":
      return progressInWords(event);
    case "report":
      return reportInWords(event);
    case "stopped":
      return null; // said in the language of the report
    case "disconnected":
      return `Disconnected: ${event.reason}`;
    case "error":
      return event.text === undefined ? event.message : `Not sent ("${event.text}"): ${event.message}`;
  }
}

function stepInWords(step: AutoStep): string {
  const { transport } = step;
  const ms = (value: number): string => `${Math.round(value)} ms`;
  switch (step.kind) {
    case "began":
      return `Automatic: begins with ${transport}.`;
    case "tries":
      return `Automatic: tries ${transport}.`;
    case "climbed":
      return `Automatic: ${transport} works${step.roundTripMs === null ? "" : ` (a round trip takes ${ms(step.roundTripMs)})`}.`;
    case "refused":
      return `Automatic: no ${transport} here. ${step.why}`;
    case "slow":
      return `Automatic: something holds ${transport} back (a round trip takes ${ms(step.roundTripMs)} instead of ${ms(step.sureMs)}).`;
    case "slowed":
      return `Automatic: ${transport} has become slow (a round trip takes ${ms(step.roundTripMs)}, after ${ms(step.usualMs)} before); looks anew.`;
    case "broke":
      return `Automatic: ${transport} does not hold; falls back.`;
    case "stays":
      return `Automatic: stays with ${transport}.`;
  }
}
