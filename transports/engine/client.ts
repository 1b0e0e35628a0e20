import type { TransportCtor } from "engine.io-client";
import type { Socket } from "socket.io-client";
import { fromWireName, TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { HttpStreamingTransport } from "../http-streaming/client.ts";
import { IframeStreamingTransport } from "../iframe-streaming/client.ts";
import { LongPollingTransport } from "../long-polling/client.ts";
import { ShortPollingTransport } from "../short-polling/client.ts";
import { SseTransport } from "../sse/client.ts";
import { WebSocketTransport } from "../websocket/client.ts";

/** What socket.io-client's `transports` option takes. */
export type TransportClass = TransportCtor;

const CLASSES: Record<TransportName, TransportClass> = {
  "short-polling": ShortPollingTransport,
  "long-polling": LongPollingTransport,
  "iframe-streaming": IframeStreamingTransport,
  "http-streaming": HttpStreamingTransport,
  sse: SseTransport,
  websocket: WebSocketTransport,
};

/**
 * The `transports` for socket.io-client: `first`, by which it connects, then the others, to which it can switch.
 * Goes together with `upgrade: false`; otherwise Engine.IO leaves long polling for WebSocket by itself.
 */
export function orderedTransports(first: TransportName): TransportClass[] {
  const others = TRANSPORTS.filter((name) => name !== first);
  return [first, ...others].map((name) => CLASSES[name]);
}

/** The transport that carries the session now, or `undefined` while there is no connection. */
export function currentTransport(socket: Socket): TransportName | undefined {
  const engine = socket.io.engine;
  return engine?.readyState === "open" ? fromWireName(engine.transport.name) : undefined;
}
