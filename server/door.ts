import type { Logger } from "pino";
import type { z } from "zod";
import type { Refusal, Reply } from "../protocol/errors.ts";
import {
  authSchema,
  type CheckedBody,
  type HostInfo,
  type RequestName,
  requests,
} from "../protocol/schemas.ts";
import { sessionId } from "../transports/engine-internals.ts";
import type { Access, Arrival } from "./access/access.ts";
import { Arrivals } from "./access/arrivals.ts";
import type { Members } from "./access/members.ts";
import { plainAddress } from "./addresses.ts";
import { chatRequests } from "./chat-requests.ts";
import type { ChatServer, ChatSocket } from "./chat-server.ts";
import type { HostLimits } from "./host-limits.ts";
import type { Meter } from "./metering/meter.ts";
import { ownerRequests } from "./owner-requests.ts";
import { memberOf, standingOf } from "./people.ts";
import { type Refused, refuse } from "./refuse.ts";
import { type Answer, COST, COST_OF_NONSENSE, type Handlers } from "./requests.ts";
import type { Rooms } from "./rooms.ts";
import { Throttle } from "./throttle.ts";

interface DoorParts {
  io: ChatServer;
  rooms: Rooms;
  members: Members;
  access: Access;
  info: HostInfo;
  meter: Meter;
  limits: HostLimits;
  log: Logger;
}

export interface Door {
  /** Whether somebody has been let in by the session of this Engine.IO id. */
  hasLetIn(sid: string): boolean;
}

/** The one door by which data comes in over Socket.IO. What passes it has been checked by its schema. */
export function openDoor({ io, rooms, members, access, info, meter, limits, log }: DoorParts): Door {
  /** Engine.IO ids of the sessions by which somebody is in, or was. */
  const used = new Set<string>();
  const arrivals = new Arrivals();
  const handlers: Handlers = {
    ...chatRequests({ rooms, members, access }),
    ...ownerRequests({ io, rooms, members, access, info, log }),
  };

  // Before this lets somebody in, nothing is told.
  io.use((socket, next) => {
    const refused = arrivals.begin(socket.conn);
    if (refused) return next(connectError(refused));
    void letIn(socket).then((whyNot) => {
      if (whyNot) arrivals.ended(socket.conn);
      next(whyNot ? connectError(whyNot) : undefined);
    });
  });

  io.on("connection", (socket) => {
    const { person } = socket.data;
    members.arrived(person, plainAddress(socket.conn.remoteAddress));
    meter.belongs(socket.conn, person);
    const sid = sessionId(socket.conn);
    used.add(sid);
    socket.conn.once("close", () => used.delete(sid));
    socket.emit("welcome", {
      host: info,
      member: memberOf(person),
      standing: standingOf(person),
      rooms: rooms.list(socket),
    });

    const throttle = new Throttle(limits.requestsPerSecond, limits.requestBurst, limits.waitingRequests);
    socket.onAny((name: string, ...args: unknown[]) => receive(socket, throttle, name, args));
    socket.on("disconnecting", () => {
      throttle.close();
      rooms.leaveAll(socket);
      members.departed(person);
      arrivals.ended(socket.conn);
    });
  });

  return { hasLetIn: (sid) => used.has(sid) };

  /** Null when somebody may come in by the socket, who is known then; else why not. */
  async function letIn({ handshake, conn, data }: ChatSocket): Promise<Refused | null> {
    const auth = authSchema.safeParse(handshake.auth);
    if (!auth.success) return refuse("invalid", sentenceOf(auth.error));
    try {
      const arrival = await access.arrive(auth.data, conn);
      if ("error" in arrival) return arrival;
      data.person = arrival.person;
      tellOf(arrival);
      return null;
    } catch (error) {
      log.error({ err: error }, "somebody could not be let in");
      return NOT_STORED;
    }
  }

  /** Tells those who are here what a new connection of theirs has changed. */
  function tellOf({ person, renamed, promoted }: Arrival): void {
    if (renamed || promoted) rooms.changed(person);
    if (!promoted) return;
    log.info({ member: person.id }, "a member owns the host now");
    for (const socket of io.sockets.sockets.values())
      if (socket.data.person === person) socket.emit("standing", standingOf(person));
  }

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
    return throttle.submit(
      COST[name],
      () => void handle(socket, name, checked.data as CheckedBody<N>, answer),
    );
  }

  async function handle<N extends RequestName>(
    socket: ChatSocket,
    name: N,
    body: CheckedBody<N>,
    answer: Answer<N>,
  ): Promise<void> {
    try {
      await handlers[name](socket, body, answer);
    } catch (error) {
      log.error({ err: error, request: name }, "a request failed");
      answer(NOT_STORED);
    }
  }
}

const NOT_STORED = refuse(
  "not-stored",
  "The host could not read or store that. Try again; its log says why.",
);

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
function connectError({ error }: Refused): Error & { data: Refusal } {
  return Object.assign(new Error(error.message), { data: error });
}
