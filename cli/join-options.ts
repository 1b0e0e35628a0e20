import { userInfo } from "node:os";
import { invitingHost } from "../protocol/invitation.ts";
import { LOBBY, POLL_INTERVAL } from "../protocol/limits.ts";
import { memberName, roomName } from "../protocol/schemas.ts";
import { TRANSPORTS, type TransportChoice } from "../protocol/transport-names.ts";
import { PASSCODE_VARIABLE, ROOM_PASSCODE_VARIABLE, readPasscode } from "./passcode.ts";
import { checked, readArgs, transportChoice, UsageError, wholeNumber } from "./usage.ts";

export const JOIN_HELP = `pushpull join URL: take part in a chat. Each line of stdin is sent as a message; messages go to stdout.
URL may be an invitation, http://HOST:PORT/#host=ID: then no other host that answers there is told anything.

  --room ROOM        (default ${LOBBY}; it is created if it does not exist)
  --name NAME        your name (default: that of your account). At each host it is yours alone, from this account
  --passcode-file FILE  if the host asks for a passcode: the first line of this file; or put it into the environment as
                     ${PASSCODE_VARIABLE}
  --room-passcode-file FILE  the same if the room asks for one; or ${ROOM_PASSCODE_VARIABLE}
  --transport NAME   ${TRANSPORTS.join(", ")} (default websocket);
                     or auto: the best that works here, found while you talk
  --interval MS      time between two polls of short polling, ${POLL_INTERVAL.min} to ${POLL_INTERVAL.max} (default ${POLL_INTERVAL.default})
  --history N|all    first print the last N messages of the room, or all (default 0)
  --listen           stay after the end of stdin, until Ctrl+C
  --json             print one JSON object a line: connected, message, acked, switched, disconnected, auto, error
  --help             this

Lines that are commands:
  /transport NAME    (or auto) go over to another transport, after the lines before it have been handed over
  /quit              leave when all is acked; so does the end of stdin, without --listen
Other lines that begin with a slash are messages. To send a command's own text, write it with one slash
more: //quit sends "/quit". Empty lines are skipped.

Exit code 0: all was sent and acked; 1: a message was refused or not sent, or there is no host at URL.
`;

export interface JoinOptions {
  url: string;
  /** The id of the host that is meant, where the URL names it. */
  hostId: string | null;
  /** The host's. */
  passcode: string | undefined;
  room: string;
  /** The room's. */
  roomPasscode: string | undefined;
  name: string;
  transport: TransportChoice;
  /** Time between two polls of short polling, in ms. */
  interval: number;
  /** How many of the room's last messages to print first: Infinity for all. */
  history: number;
  listen: boolean;
  json: boolean;
}

/**
 * Reads the arguments of `join`; null when they ask for help.
 * @throws {UsageError}
 */
export function readJoinOptions(args: string[]): JoinOptions | null {
  const { values, positionals } = readArgs({
    args,
    allowPositionals: true,
    options: {
      room: { type: "string", default: LOBBY },
      name: { type: "string", default: accountName() },
      "passcode-file": { type: "string" },
      "room-passcode-file": { type: "string" },
      transport: { type: "string", default: "websocket" },
      interval: { type: "string", default: String(POLL_INTERVAL.default) },
      history: { type: "string", default: "0" },
      listen: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const [url, ...tooMany] = positionals;
  if (url === undefined)
    throw new UsageError("join needs the URL of a host, such as http://192.168.1.20:4460");
  if (tooMany.length > 0) throw new UsageError(`join takes one URL; what is "${tooMany[0]}"?`);
  const { history } = values;
  return {
    url: url.includes("://") ? url : `http://${url}`,
    hostId: invitingHost(url),
    passcode: readPasscode(values["passcode-file"]),
    roomPasscode: readPasscode(values["room-passcode-file"], {
      flag: "--room-passcode-file",
      variable: ROOM_PASSCODE_VARIABLE,
    }),
    room: checked("--room", roomName, values.room),
    name: checked("--name", memberName, values.name),
    transport: transportChoice("--transport", values.transport),
    interval: wholeNumber("--interval", values.interval, POLL_INTERVAL.min, POLL_INTERVAL.max),
    history: history === "all" ? Number.POSITIVE_INFINITY : wholeNumber("--history", history, 0, 1e9),
    listen: values.listen,
    json: values.json,
  };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return "Guest"; // the system knows no account for this process, as in some containers
  }
}
