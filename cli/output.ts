import type { Delivered } from "../client/session.ts";
import type { TransportName } from "../protocol/transport-names.ts";

/** What the commands tell: with --json as they stand, one a line; otherwise as words. */
export type CliEvent =
  | { event: "listening"; url: string; urls: readonly string[]; portTaken?: true }
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
  | { event: "disconnected"; reason: string }
  /** `id` and the beginning of `text` when it is about a message of one's own. */
  | { event: "error"; code: string; message: string; id?: string; text?: string };

export type Output = (event: CliEvent) => void;

/** Messages go to stdout, and with `json` all else, too; what is only for the person at the terminal to stderr. */
export function createOutput(json: boolean): Output {
  if (json) return (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
  return (event) => {
    const words = inWords(event);
    if (words === null) return;
    const stream = event.event === "message" || event.event === "listening" ? process.stdout : process.stderr;
    stream.write(`${words}\n`);
  };
}

export function messageEvent({ message, receivedAt, transport, latencyMs }: Delivered): CliEvent {
  const { room, seq, id, sender, text, sentAt } = message;
  const from = sender.name;
  return { event: "message", room, seq, id, from, text, sentAt, receivedAt, transport, latencyMs };
}

function inWords(event: CliEvent): string | null {
  switch (event.event) {
    case "listening":
      return `Pushpull listens. Others on this network can open:\n${event.urls.map((url) => `  ${url}`).join("\n")}`;
    case "connected":
      return `Connected over ${event.transport}.`;
    case "message": {
      const time = new Date(event.sentAt).toTimeString().slice(0, 8);
      const mark = event.latencyMs === null ? "history" : `${event.transport} ${event.latencyMs} ms`;
      return `${time} ${event.from}: ${event.text.replaceAll("\n", "\n         ")}  [${mark}]`;
    }
    case "acked":
      return null; // the message itself comes back and is printed
    case "switched":
      return `Now over ${event.to} instead of ${event.from} (${Math.round(event.ms)} ms).`;
    case "disconnected":
      return `Disconnected: ${event.reason}`;
    case "error":
      return event.text === undefined ? event.message : `Not sent ("${event.text}"): ${event.message}`;
  }
}
