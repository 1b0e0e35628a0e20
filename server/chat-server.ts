import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { z } from "zod";
import type { ClientToHost, HostToClient } from "../protocol/events.ts";
import type { authSchema } from "../protocol/schemas.ts";
import type { Person } from "./people.ts";

interface SocketData {
  /** What the client said of itself at connect, checked. */
  auth: z.output<typeof authSchema>;
  /** Whose connection this is. */
  person: Person;
}

/** The Socket.IO server with the protocol's events. */
export type ChatServer = Server<ClientToHost, HostToClient, DefaultEventsMap, SocketData>;

/** One client's connection to it. */
export type ChatSocket = Socket<ClientToHost, HostToClient, DefaultEventsMap, SocketData>;
