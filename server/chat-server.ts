import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { ClientToHost, HostToClient } from "../protocol/events.ts";
import type { Person } from "./people.ts";

interface SocketData {
  /** Whose connection this is. */
  person: Person;
}

/** The Socket.IO server with the protocol's events. */
export type ChatServer = Server<ClientToHost, HostToClient, DefaultEventsMap, SocketData>;

/** One client's connection to it. */
export type ChatSocket = Socket<ClientToHost, HostToClient, DefaultEventsMap, SocketData>;
