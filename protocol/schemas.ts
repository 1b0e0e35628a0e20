import { z } from "zod";
import { hostId } from "./host-key.ts";
import { LIMITS, PROTOCOL_VERSION } from "./limits.ts";
import { TRANSPORTS } from "./transport-names.ts";

// Compiled validators need `new Function`, which the app's content security policy forbids.
z.config({ jitless: true });

/** C0 and C1 controls, and the marks that turn the direction of text around: a name must not pose as another. */
const CONTROL_OR_BIDI = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
/** Controls other than tab and line feed. */
const CONTROL_IN_TEXT = /[^\P{Cc}\t\n]/u;

const characters = (value: string): number => Array.from(value).length;

/** What is far too long is refused before it is looked at closely: a code point is at most 2 UTF-16 units. */
const UNITS = 4;

/** A line of text that people see: 1 to `max` characters after trimming, no control characters. */
export function label(what: string, max: number) {
  return z
    .string(`${what} must be text.`)
    .max(UNITS * max, { error: `${what} is longer than ${max} characters.`, abort: true })
    .refine((value) => value.isWellFormed(), `${what} is not well-formed Unicode.`)
    .transform((value) => value.normalize("NFC").trim())
    .refine((value) => value.length > 0, `${what} is empty.`)
    .refine((value) => characters(value) <= max, `${what} is longer than ${max} characters.`)
    .refine((value) => !CONTROL_OR_BIDI.test(value), `${what} contains control characters.`);
}

/** A member's name: 1 to 40 characters after trimming, no control characters. */
export const memberName = label("The name", LIMITS.name);

/** A room's name: 1 to 60 characters after trimming, no control characters. */
export const roomName = label("The room name", LIMITS.room);

const TEXT_TOO_LONG = `The message is longer than ${LIMITS.text} characters; send it in parts.`;

/** A message's text: 1 to 8,000 characters, not blank; tab and line feed are its only control characters. */
export const messageText = z
  .string("The text must be text.")
  .max(UNITS * LIMITS.text, { error: TEXT_TOO_LONG, abort: true })
  .refine((value) => value.isWellFormed(), "The text is not well-formed Unicode.")
  .transform((value) => value.replace(/\r\n?/g, "\n"))
  .refine((value) => value.trim().length > 0, "The message is empty.")
  .refine((value) => characters(value) <= LIMITS.text, TEXT_TOO_LONG)
  .refine((value) => !CONTROL_IN_TEXT.test(value), "The message contains control characters.");

/** A message's id: chosen by its sender, unique on the host. */
export const messageId = z
  .string("The message id must be text.")
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "The message id must be 1 to 64 letters, digits, - or _.");

/** Unix time in ms, on the host's clock. */
export const unixMs = z.number("A time must be a number of ms.").min(0).max(8.64e15);

/** A message's number in its room: 1, 2, 3, with no gaps. */
export const seq = z.int("A seq must be a whole number.").min(1);

/** The last seq that somebody has: 0 for none. */
export const lastSeq = z.int("A seq must be a whole number.").min(0);

/** A member's public id; see `memberToken`. */
export const memberId = z.string().min(1).max(64);

const PASSCODE_TOO_SHORT = `The passcode is shorter than ${LIMITS.shortestPasscode} characters.`;
const PASSCODE_TOO_LONG = `The passcode is longer than ${LIMITS.passcode} characters.`;

const pageLimit = z.int().min(1).max(LIMITS.page);

/** A secret of the client's, by which a host knows a member again. The host shows only a hash of it. */
export const memberToken = z.string().regex(/^[A-Za-z0-9_-]{16,128}$/, "The member token is malformed.");

/** What one is asked for at a host's door, or a room's: 4 to 128 characters. */
export const passcode = z
  .string("The passcode must be text.")
  .max(UNITS * LIMITS.passcode, { error: PASSCODE_TOO_LONG, abort: true })
  .refine((value) => value.isWellFormed(), "The passcode is not well-formed Unicode.")
  .transform((value) => value.normalize("NFKC"))
  .refine((value) => characters(value) >= LIMITS.shortestPasscode, PASSCODE_TOO_SHORT)
  .refine((value) => characters(value) <= LIMITS.passcode, PASSCODE_TOO_LONG);

/** Socket.IO's `auth` at connect. Everything is optional, so that any Socket.IO client may come in. */
export const authSchema = z.object({
  name: memberName.optional(),
  token: memberToken.optional(),
  /** Asked for by hosts that have one; not again while the host knows the token. */
  passcode: passcode.optional(),
  /** The host's own token, from its data folder: whoever shows it owns the host, from then on by their own token. */
  owner: memberToken.optional(),
});

export const memberSchema = z.object({ id: memberId, name: memberName });

/** Somebody who is in a room. */
export const presentMemberSchema = memberSchema.extend({
  /** Set by the host's owner: what they write is refused. */
  muted: z.literal(true).optional(),
  /** Owns the host. */
  owner: z.literal(true).optional(),
});

/** How one stands with the host. */
export const standingSchema = z.object({ owner: z.boolean(), muted: z.boolean() });

export const messageSchema = z.object({
  room: roomName,
  seq,
  id: messageId,
  sender: memberSchema,
  text: messageText,
  /** When the sender pressed Enter, on the host's clock as the sender knows it. */
  sentAt: unixMs,
  /** When the host stored it. */
  storedAt: unixMs,
});

/** A room that one may come into. */
export const joinedRoomInfoSchema = z.object({
  name: roomName,
  /** Seq of the room's last message: 0 while it has none. */
  head: lastSeq,
  /** People in the room now. */
  members: z.int().min(0),
  /** Whether it asks for a passcode. */
  locked: z.boolean(),
});

/** A room of the host's: head and members are null in a locked one whose passcode one has not shown. */
export const roomInfoSchema = joinedRoomInfoSchema.extend({
  head: joinedRoomInfoSchema.shape.head.nullable(),
  members: joinedRoomInfoSchema.shape.members.nullable(),
});

export const hostInfoSchema = z.object({
  /** Always "pushpull": tells a host from any other web server. */
  app: z.literal("pushpull"),
  protocol: z.literal(PROTOCOL_VERSION),
  version: z.string(),
  /** See host-key.ts. */
  id: hostId,
  name: z.string(),
  /** The transports that this host serves. */
  transports: z.array(z.enum(TRANSPORTS)),
  /** Largest payload that the host accepts, in bytes. */
  maxPayload: z.int(),
  /** Whether it asks for a passcode. */
  passcode: z.boolean(),
});

/** A member as the host's owner sees them. */
export const knownMemberSchema = presentMemberSchema.extend({
  here: z.boolean(),
  banned: z.literal(true).optional(),
  /** When the member was connected last. */
  seenAt: unixMs,
});

/** What each client event carries. The host's door parses with these; nothing behind it checks again. */
export const requests = {
  "room:list": z.object({}),
  "room:create": z.object({ room: roomName, passcode: passcode.optional() }),
  /**
   * `after`: the last seq one has. `last`: so many of the newest messages one wants, and all that follows. Without either the
   * last `limit` messages come.
   */
  "room:join": z.object({
    room: roomName,
    after: lastSeq.optional(),
    last: z.int().min(0).optional(),
    limit: pageLimit.default(50),
    /** Asked for by rooms that have one; not again while the host knows the token. */
    passcode: passcode.optional(),
  }),
  "room:leave": z.object({ room: roomName }),
  /** The page of up to `limit` messages that ends before seq `before`. */
  "room:history": z.object({ room: roomName, before: seq, limit: pageLimit.default(50) }),
  /** Up to `limit` messages from the one after seq `after`. */
  "room:resume": z.object({ room: roomName, after: lastSeq, limit: pageLimit.default(LIMITS.page) }),
  message: z.object({ room: roomName, id: messageId, text: messageText, sentAt: unixMs }),
  typing: z.object({ room: roomName, typing: z.boolean() }),
  rename: z.object({ name: memberName }),

  // The rest is for the host's owner.
  "host:people": z.object({}),
  /** `null`: the host asks for none from now on. Those who are in stay in. */
  "host:passcode": z.object({ passcode: passcode.nullable() }),
  "room:passcode": z.object({ room: roomName, passcode: passcode.nullable() }),
  /** A closed room is nobody's until it is opened again; its history is kept. */
  "room:close": z.object({ room: roomName, closed: z.boolean() }),
  "member:rename": z.object({ member: memberId, name: memberName }),
  "member:mute": z.object({ member: memberId, muted: z.boolean() }),
  /** Ends the member's connections; they may come back. */
  "member:kick": z.object({ member: memberId }),
  "member:ban": z.object({ member: memberId, banned: z.boolean() }),
} as const;

const pageSchema = z.object({
  /** In order of seq, without gaps. */
  messages: z.array(messageSchema),
  /** Whether there are more in the direction asked for. */
  more: z.boolean(),
});

/** Nothing beyond `ok`. (`z.object({})` would infer a type that `ok` does not fit in.) */
const nothing: z.ZodType<object> = z.object({});

/** What the host answers to each, inside `{ ok: true, ... }`. */
export const replies = {
  "room:list": z.object({ rooms: z.array(roomInfoSchema) }),
  "room:create": z.object({ room: joinedRoomInfoSchema }),
  "room:join": pageSchema.extend({ room: joinedRoomInfoSchema, members: z.array(presentMemberSchema) }),
  "room:leave": nothing,
  "room:history": pageSchema,
  "room:resume": pageSchema,
  message: z.object({ seq, storedAt: unixMs }),
  typing: nothing,
  rename: z.object({ member: memberSchema }),
  "host:people": z.object({
    /** Everybody the host knows, those who are here first, then the last seen first. */
    people: z.array(knownMemberSchema),
    closedRooms: z.array(roomName),
  }),
  "host:passcode": nothing,
  "room:passcode": nothing,
  "room:close": nothing,
  "member:rename": nothing,
  "member:mute": nothing,
  "member:kick": nothing,
  "member:ban": nothing,
} as const;

/** What the host tells a client unasked. The client's door parses with these. */
export const notices = {
  /** The first event of every connection. */
  welcome: z.object({
    host: hostInfoSchema,
    member: memberSchema,
    standing: standingSchema,
    rooms: z.array(roomInfoSchema),
  }),
  /** The host asks for a passcode from now on, or for none. */
  host: hostInfoSchema,
  /** The owner has changed how one stands. */
  standing: standingSchema,
  /** The owner has ended the connection, which closes next. */
  removed: z.object({ reason: z.enum(["kicked", "banned"]) }),
  /** The owner has closed a room; whoever was in it no longer is. */
  "room:closed": z.object({ room: roomName }),
  message: messageSchema,
  /** A room was created or opened again, or its passcode, its head or its number of people changed while one is not in it. */
  room: roomInfoSchema,
  /** Somebody came into a room, was renamed (`present: true`) or left it. */
  member: z.object({ room: roomName, member: presentMemberSchema, present: z.boolean() }),
  typing: z.object({ room: roomName, member: memberSchema, typing: z.boolean() }),
} as const;

export type Member = z.infer<typeof memberSchema>;
export type PresentMember = z.infer<typeof presentMemberSchema>;
export type KnownMember = z.infer<typeof knownMemberSchema>;
export type Standing = z.infer<typeof standingSchema>;
export type Message = z.infer<typeof messageSchema>;
export type RoomInfo = z.infer<typeof roomInfoSchema>;
export type JoinedRoomInfo = z.infer<typeof joinedRoomInfoSchema>;
export type HostInfo = z.infer<typeof hostInfoSchema>;
export type RequestName = keyof typeof requests;
export type RequestBody<N extends RequestName> = z.input<(typeof requests)[N]>;
export type CheckedBody<N extends RequestName> = z.output<(typeof requests)[N]>;
export type ReplyBody<N extends RequestName> = z.infer<(typeof replies)[N]>;
export type NoticeName = keyof typeof notices;
export type NoticeBody<N extends NoticeName> = z.infer<(typeof notices)[N]>;
