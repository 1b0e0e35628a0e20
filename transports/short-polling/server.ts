import { wireName } from "../../protocol/transport-names.ts";
import type { EngineRequest } from "../engine-internals.ts";
import { LongPollingTransport } from "../long-polling/server.ts";
import { NOOP } from "../switch/marks.ts";

/**
 * Short polling on the host: long polling that never lets a GET wait. What is there is the answer; when there
 * is nothing, one byte says so (a noop: an empty answer is an error to Engine.IO).
 */
export class ShortPollingTransport extends LongPollingTransport {
  override get name(): string {
    return wireName("short-polling");
  }

  override onRequest(request: EngineRequest): void {
    super.onRequest(request);
    if (request.method === "GET" && this.writable) this.send([NOOP]);
  }
}
