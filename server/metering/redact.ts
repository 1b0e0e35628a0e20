import { REDACTED } from "../../protocol/wire.ts";

const SECRET_FIELDS = /^((?:proxy-)?authorization|cookie|set-cookie): [^\r\n]*/gim;
/** The session's id in a URL: whoever has it can speak for the session. */
const SESSION_ID = /([?&]sid=)[^&\s]+/g;
/** In the packets that open a session: its ids, and the token by which the host knows a member again. */
const SECRET_KEYS = /("(?:sid|pid|token)":")[^"]*(?=")/g;

/** A URL or a head without what would let a reader pose as its sender. */
export function redactHead(head: string): string {
  return head
    .replace(SESSION_ID, (_, name: string) => `${name}${REDACTED}`)
    .replace(SECRET_FIELDS, (_, name: string) => `${name}: ${REDACTED}`);
}

/** The same of a packet that opens an Engine.IO or a Socket.IO session; also inside what a stream wrote around it. */
export function redactOpening(text: string): string {
  return text.replace(SECRET_KEYS, (_, key: string) => `${key}${REDACTED}`);
}

/** Whether a packet, as text, is one of those: Engine.IO's `open`, or a Socket.IO `CONNECT`. */
export function isOpening(packet: string): boolean {
  return packet.startsWith("0") || packet.startsWith("40");
}
