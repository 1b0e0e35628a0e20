import type { Packet } from "engine.io-parser";
import { wireName } from "../../protocol/transport-names.ts";
import { packetText, StreamTransport } from "../stream/server.ts";

/**
 * Server-Sent Events: one response of type `text/event-stream` (HTML standard, "Server-sent events"). A packet
 * is one event: lines that begin with `data:`, then an empty line. Text only, so binary goes as base64.
 */
export class SseTransport extends StreamTransport {
  override get name(): string {
    return wireName("sse");
  }

  protected override readonly contentType = "text/event-stream; charset=utf-8";

  /**
   * `retry:` is how long an EventSource waits, in ms, before it connects again by itself. Ours never does so
   * (a session is not resumed by its URL alone), but a learner's own EventSource may.
   */
  protected override open(): string {
    return "retry: 3000\n\n";
  }

  /** A line break ends a field, so text with breaks takes a `data:` line for each of its lines. */
  protected override frame(packet: Packet): string {
    return `data:${packetText(packet).replace(/\r\n|\r|\n/g, "\ndata:")}\n\n`;
  }
}
