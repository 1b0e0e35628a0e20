import { REDACTED } from "../../protocol/wire.ts";

const SECRET_FIELDS = /^((?:proxy-)?authorization|cookie|set-cookie): [^\r\n]*/gim;
/** The session's id in a URL: whoever has it can speak for the session. */
const SESSION_ID = /([?&]sid=)[^&\s]+/g;
/** Ids of the session, the tokens of the member and of the host's owner, passcodes; as JSON, in which a quote is escaped. */
const SECRET_KEYS = /("(?:sid|pid|token|owner|passcode)":")(?:[^"\\]|\\.)*(?=")/g;
/** Requests that carry a passcode. */
const WITH_PASSCODE = /^42\d*\["(?:room:create|room:join|room:passcode|host:passcode)"/;

/** A URL or a head without what would let a reader pose as its sender. */
export function redactHead(head: string): string {
  return head
    .replace(SESSION_ID, (_, name: string) => `${name}${REDACTED}`)
    .replace(SECRET_FIELDS, (_, name: string) => `${name}: ${REDACTED}`);
}

/** The same of a packet that holds secrets; also inside what a stream wrote around it. */
export function redactPacket(text: string): string {
  return text.replace(SECRET_KEYS, (_, key: string) => `${key}${REDACTED}`);
}

/** Whether a packet, as text, is one of those: Engine.IO's `open`, a Socket.IO `CONNECT`, or a request with a passcode. */
export function holdsSecrets(packet: string): boolean {
  return packet.startsWith("0") || packet.startsWith("40") || WITH_PASSCODE.test(packet);
}
