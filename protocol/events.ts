import type { Reply } from "./errors.ts";
import type { NoticeBody, NoticeName, ReplyBody, RequestBody, RequestName } from "./schemas.ts";

/** Socket.IO events from client to host. Each is acked with a `Reply`. */
export type ClientToHost = {
  [N in RequestName]: (body: RequestBody<N>, ack: (reply: Reply<ReplyBody<N>>) => void) => void;
};

/** Socket.IO events from host to client. */
export type HostToClient = { [N in NoticeName]: (body: NoticeBody<N>) => void };
