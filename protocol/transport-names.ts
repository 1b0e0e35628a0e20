/** The six transports, in the order in which the app lists them: from pulled to pushed. */
export const TRANSPORTS = [
  "short-polling",
  "long-polling",
  "iframe-streaming",
  "http-streaming",
  "sse",
  "websocket",
] as const;

/** What a client may be told to use: one of the six, or the best that works where it is. */
export type TransportChoice = TransportName | "auto";

export type TransportName = (typeof TRANSPORTS)[number];

/**
 * The transport's name on the wire: the `transport` parameter of an Engine.IO request.
 * Long polling keeps Engine.IO's own `polling`, so that any Socket.IO client can connect with it.
 */
export function wireName(name: TransportName): string {
  return name === "long-polling" ? "polling" : name;
}

/** The transport that an Engine.IO name stands for, or `undefined` for a name that is none of the six. */
export function fromWireName(wire: string): TransportName | undefined {
  return BY_WIRE_NAME.get(wire);
}

/** Every request asks. */
const BY_WIRE_NAME: ReadonlyMap<string, TransportName> = new Map(
  TRANSPORTS.map((name) => [wireName(name), name]),
);

/** Whether `value` is one of the six names. */
export function isTransportName(value: unknown): value is TransportName {
  return TRANSPORTS.some((name) => name === value);
}
