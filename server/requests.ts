import type { Reply } from "../protocol/errors.ts";
import type { CheckedBody, ReplyBody, RequestName } from "../protocol/schemas.ts";
import type { ChatSocket } from "./chat-server.ts";

export type Answer<N extends RequestName> = (reply: Reply<ReplyBody<N>>) => void;

/** What answers each request. One that takes its time still does what needs no waiting in the turn in which it is called. */
export type Handlers = {
  [N in RequestName]: (socket: ChatSocket, body: CheckedBody<N>, answer: Answer<N>) => void | Promise<void>;
};

/** The requests of the host's owner. */
export type OwnerRequest =
  | Extract<RequestName, `host:${string}` | `member:${string}`>
  | "room:passcode"
  | "room:close";

/**
 * What a request takes from its session's bucket, against a message's 1: reading pages costs more, and so does
 * what everybody is told of, and what hashes a passcode.
 */
export const COST: Record<RequestName, number> = {
  message: 1,
  typing: 1,
  "room:list": 2,
  "room:leave": 2,
  "room:join": 4,
  "room:history": 4,
  "room:resume": 4,
  rename: 10,
  "room:create": 20,
  "host:people": 20,
  "host:passcode": 20,
  "room:passcode": 20,
  "room:close": 20,
  "member:rename": 10,
  "member:mute": 10,
  "member:kick": 10,
  "member:ban": 10,
};
export const COST_OF_NONSENSE = 4;
