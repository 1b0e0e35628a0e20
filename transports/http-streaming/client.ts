import { createPacketDecoderStream, type Packet } from "engine.io-parser";
import { wireName } from "../../protocol/transport-names.ts";
import { StreamTransport } from "../stream/client.ts";

/**
 * HTTP streaming: one fetch whose response is read chunk by chunk while it still comes. A chunk is whatever has
 * arrived, so the decoder puts the frames together again.
 */
export class HttpStreamingTransport extends StreamTransport {
  override get name(): string {
    return wireName("http-streaming");
  }

  protected override openDown(): void {
    this.startReading((signal) => this.#read(signal));
  }

  async #read(signal: AbortSignal): Promise<void> {
    // What the host sends is not limited here: it has come in packets that the host has let in.
    const decoder: TransformStream<Uint8Array, Packet> = createPacketDecoderStream(
      Number.MAX_SAFE_INTEGER,
      this.socket.binaryType,
    );
    const body = await this.fetchDown(this.url(), "application/octet-stream", signal);
    const reader = body.pipeThrough(decoder).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.receive(value);
    }
  }
}
