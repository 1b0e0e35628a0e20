import type { Logger } from "pino";
import type { z } from "zod";
import type { Reply } from "../protocol/errors.ts";
import {
  authSchema,
  type CheckedBody,
  type HostInfo,
  type ReplyBody,
  type RequestName,
  requests,
} from "../protocol/schemas.ts";
import type { ChatServer, ChatSocket } from "./chat-server.ts";
import type { HostLimits } from "./host-limits.ts";
import type { Meter } from "./metering/meter.ts";
import { memberOf, People } from "./people.ts";
import { refuse } from "./refuse.ts";
import type { Rooms } from "./rooms.ts";
import { Throttle } from "./throttle.ts";

type Answer<N extends RequestName> = (reply: Reply<ReplyBody<N>>) => void;
type Handlers = {
  [N in RequestName]: (socket: ChatSocket, body: CheckedBody<N>, answer: Answer<N>) => void;
};

/**
 * What a request takes from its session's bucket, against a message's 1: reading pages costs more, and so does
 * what everybody is told of.
 */
const COST: Record<RequestName, number> = {
  message: 1,
  typing: 1,
  "room:list": 2,
  "room:leave": 2,
  "room:join": 4,
  "room:history": 4,
  "room:resume": 4,
  rename: 10,
  "room:create": 20,
};
const COST_OF_NONSENSE = 4;

interface DoorParts {
  io: ChatServer;
  rooms: Rooms;
  info: HostInfo;
  meter: Meter;
  limits: HostLimits;
  log: Logger;
}

/** The one door by which data comes in over Socket.IO. What passes it has been checked by its schema. */
export function openDoor({ io, rooms, info, meter, limits, log }: DoorParts): void {
  const people = new People();

  const handlers: Handlers = {
    "room:list": (_socket, _body, answer) => answer({ ok: true, rooms: rooms.list() }),
    "room:create": (_socket, body, answer) => answer(rooms.create(body)),
    "room:join": (socket, body, answer) => answer(rooms.join(socket, body)),
    "room:leave": (socket, body, answer) => answer(rooms.leave(socket, body)),
    "room:history": (socket, body, answer) => answer(rooms.history(socket, body)),
    "room:resume": (socket, body, answer) => answer(rooms.resume(socket, body)),
    message: (socket, body, answer) => rooms.post(socket, body, answer),
    typing: (socket, body, answer) => answer(rooms.typing(socket, body)),
    rename: ({ data: { person } }, { name }, answer) => {
      person.name = name;
      rooms.renamed(person);
      answer({ ok: true, member: memberOf(person) });
    },
  };

  io.use((socket, next) => {
    const auth = authSchema.safeParse(socket.handshake.auth);
    if (auth.success) socket.data.auth = auth.data;
    next(auth.success ? undefined : connectError(sentenceOf(auth.error)));
  });

  io.on("connection", (socket) => {
    const { person, renamed } = people.arrive(socket.data.auth);
    socket.data.person = person;
    meter.belongs(socket.conn, person);
    socket.emit("welcome", { host: info, member: memberOf(person), rooms: rooms.list() });
    if (renamed) rooms.renamed(person);

    const throttle = new Throttle(limits.requestsPerSecond, limits.requestBurst, limits.waitingRequests);
    socket.onAny((name: string, ...args: unknown[]) => receive(socket, throttle, name, args));
    socket.on("disconnecting", () => {
      throttle.close();
      rooms.leaveAll(socket);
      people.depart(person);
    });
  });

  /** Checks at once, so that what waits in the throttle is small; answers when it is the request's turn. */
  function receive(socket: ChatSocket, throttle: Throttle, name: string, args: unknown[]): void {
    const last = args.at(-1);
    const ack = typeof last === "function" ? last : undefined;
    const answer = (reply: Reply<object>): void => ack?.(reply);
    const accepted = isRequest(name)
      ? receiveKnown(socket, throttle, name, last === ack ? args.slice(0, -1) : args, answer)
      : throttle.submit(COST_OF_NONSENSE, () =>
          answer(refuse("invalid", "This host knows no such request.")),
        );
    if (!accepted)
      answer(refuse("rate-limited", "Too many requests are waiting. Send this again in a few seconds."));
  }

  function receiveKnown<N extends RequestName>(
    socket: ChatSocket,
    throttle: Throttle,
    name: N,
    [body = {}]: unknown[],
    answer: Answer<N>,
  ): boolean {
    const checked = requests[name].safeParse(body);
    if (!checked.success)
      return throttle.submit(COST_OF_NONSENSE, () => answer(refuse("invalid", sentenceOf(checked.error))));
    return throttle.submit(COST[name], () => {
      try {
        handlers[name](socket, checked.data as CheckedBody<N>, answer);
      } catch (error) {
        log.error({ err: error, request: name }, "a request failed");
        answer(refuse("not-stored", "The host could not read or store that. Try again; its log says why."));
      }
    });
  }
}

function isRequest(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** The first thing that is wrong, as a sentence. */
function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "The request is malformed.";
  // The schemas' own messages are sentences; zod's own are not, and do not name the field.
  return issue.message.endsWith(".")
    ? issue.message
    : `${issue.path.join(".") || "The request"}: ${issue.message}.`;
}

/** What makes Socket.IO refuse a connection: the client's `connect_error` carries the refusal in `data`. */
function connectError(message: string): Error {
  return Object.assign(new Error(message), { data: refuse("invalid", message).error });
}
