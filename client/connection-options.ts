import { nanoid } from "nanoid";
import { POLL_INTERVAL } from "../protocol/limits.ts";
import type { NativeListener } from "../transports/ready-state.ts";
import type { ConnectionOptions } from "./connection.ts";
import type { SessionOptions } from "./session-events.ts";

/** How a session's connections are made, with the defaults of what was not said. */
export function connectionOptions(options: SessionOptions, onNative: NativeListener): ConnectionOptions {
  return {
    url: options.url,
    hostId: options.hostId ?? null,
    via: null,
    name: options.name,
    token: options.token ?? nanoid(),
    passcode: options.passcode,
    ownerToken: undefined,
    transport: options.transport ?? "websocket",
    pollInterval: options.pollInterval ?? POLL_INTERVAL.default,
    askingOrigin: options.askingOrigin,
    onNative,
  };
}
