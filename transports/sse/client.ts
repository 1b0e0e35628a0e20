import { wireName } from "../../protocol/transport-names.ts";
import type { NativeOptions } from "../ready-state.ts";
import { StreamTransport } from "../stream/client.ts";
import { partsOf } from "../stream/lines.ts";

/**
 * Server-Sent Events: the browser's EventSource reads the stream and gives each event's data. Node 20 has no
 * EventSource, so there the same bytes are read with fetch.
 */
export class SseTransport extends StreamTransport {
  override get name(): string {
    return wireName("sse");
  }

  #source: EventSource | null = null;
  #onClosed: (() => void) | undefined;

  protected override openDown(): void {
    if (typeof EventSource === "undefined") {
      this.startReading((signal) => this.#read(signal));
      return;
    }
    const source = new EventSource(this.url());
    this.#onClosed = (this.opts as NativeOptions).onNative?.(source);
    source.onmessage = (event) => this.receiveText(String(event.data));
    // EventSource would connect again by itself, behind the session's back: `ended` closes it.
    source.onerror = () => this.ended(new Error("the EventSource failed"));
    this.#source = source;
  }

  protected override closeDown(): void {
    this.#source?.close();
    this.#source = null;
    this.#onClosed?.();
    super.closeDown();
  }

  /** An event is some `data:` lines and an empty line. Other fields (`retry:`) do not matter to us. */
  async #read(signal: AbortSignal): Promise<void> {
    const body = await this.fetchDown(this.url(), "text/event-stream", signal);
    for await (const event of partsOf(body, "\n\n")) {
      const lines = event.split("\n").filter((line) => line.startsWith("data:"));
      if (lines.length > 0) this.receiveText(lines.map((line) => line.slice("data:".length)).join("\n"));
    }
  }
}
