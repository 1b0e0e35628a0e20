/** What a host accepts. A character is a Unicode code point. */
export const LIMITS = {
  /** Longest message text, in characters. */
  text: 8_000,
  /** Longest member name, in characters. */
  name: 40,
  /** Longest room name, in characters. */
  room: 60,
  /** Longest message id, in characters. */
  id: 64,
  /** Shortest and longest passcode, in characters. */
  shortestPasscode: 4,
  passcode: 128,
  /** Most messages in one page of history or of a resume. */
  page: 200,
  /** Most rooms on one host, but for those that its owner has closed. */
  rooms: 500,
  /** Messages that a session may have sent and not yet seen acked (the outbox's window). */
  window: 100,
  /** Largest Engine.IO payload, frame or request body, in bytes. */
  payload: 4_000_000,
} as const;

/** The time between two polls of short polling, in ms: the default and the bounds. */
export const POLL_INTERVAL = { default: 1_000, min: 100, max: 10_000 } as const;

/** The room that every host has. */
export const LOBBY = "lobby";

/** The port that a host takes unless it is told another one. */
export const DEFAULT_PORT = 4460;

/** Path of the Engine.IO endpoint on every host. */
export const ENGINE_PATH = "/socket.io/";

/** Origin of the desktop app's own pages. Every host accepts it. */
export const APP_ORIGIN = "app://pushpull";

/** Version of the words that both sides use; a host and a client with different numbers do not talk. */
export const PROTOCOL_VERSION = 1;
