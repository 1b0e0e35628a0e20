import { SURE } from "../client/auto.ts";
import { findHost } from "../client/find-host.ts";
import { type Problem, Session } from "../client/session.ts";
import { Conversation } from "./conversation.ts";
import { JOIN_HELP, type JoinOptions, readJoinOptions } from "./join-options.ts";
import { linesOf } from "./lines.ts";
import { memberToken } from "./member-token.ts";
import { createOutput, messageEvent, type Output } from "./output.ts";
import { outputClosed, stopSignal } from "./signals.ts";

/** Problems of the first try to connect after which further tries are pointless. */
const HOPELESS: readonly Problem["code"][] = [
  "bad-url",
  "unreachable",
  "not-a-host",
  "wrong-protocol",
  "unproven",
  "another-host",
  "transport-not-served",
  "connection-refused",
];

/** Takes part in a chat until stdin ends, `/quit` or a signal. Resolves to the exit code. */
export async function runJoin(args: string[]): Promise<number> {
  const options = readJoinOptions(args);
  if (!options) {
    process.stdout.write(JOIN_HELP);
    return 0;
  }
  const session = new Session({
    url: options.url,
    ...(await identityAt(options)),
    name: options.name,
    ...(options.passcode !== undefined && { passcode: options.passcode }),
    transport: options.transport === "auto" ? SURE : options.transport,
    pollInterval: options.interval,
  });
  const output = createOutput(options.json);
  report(session, output);
  const code = await attend(session, options, output);
  const unsent = session.outbox.length;
  await session.close();
  process.stdin.destroy();
  if (unsent === 0) return code;
  process.stderr.write(`${unsent === 1 ? "1 message was" : `${unsent} messages were`} not sent.\n`);
  return 1;
}

/** Which host is meant, and the token for it. Of a host that is not found the session itself says why. */
async function identityAt({ url, hostId, name }: JoinOptions): Promise<{ hostId?: string; token?: string }> {
  const found = hostId === null ? await findHost(url, new AbortController().signal) : null;
  const id = found?.ok ? found.host.id : hostId;
  return id === null ? {} : { hostId: id, token: memberToken(id, name) };
}

/** Resolves to the exit code when it is time to leave. */
function attend(session: Session, options: JoinOptions, output: Output): Promise<number> {
  const conversation = new Conversation(session, options, output);
  const lines = linesOf(process.stdin.setEncoding("utf8"));
  return new Promise((leave, fail) => {
    stopSignal().then(() => leave(0));
    outputClosed().then(() => leave(0));
    session.on("error", ({ code, message }) => {
      if (session.host || !HOPELESS.includes(code)) return;
      if (options.json) process.stderr.write(`${message}\n`);
      leave(1);
    });
    session.on("state", (state, reason) => {
      if (state !== "locked") return;
      if (options.json) process.stderr.write(`${reason}\n`);
      leave(1);
    });
    session.on("expelled", ({ room }) => {
      if (room === options.room) leave(1); // what is sent there from now on would wait for ever
    });
    session.connect();
    conversation.run(lines).then((code) => code !== null && leave(code), fail);
  });
}

/** Tells what happens to the session. */
function report(session: Session, output: Output): void {
  session.on("state", (state, reason) => {
    if (state === "connected") output({ event: "connected", transport: session.transport });
    if (reason !== undefined) output({ event: "disconnected", reason });
  });
  session.on("message", (delivered) => output(messageEvent(delivered)));
  session.on("acked", ({ id, seq }) => output({ event: "acked", id, seq }));
  session.on("error", ({ code, message }) => output({ event: "error", code, message }));
  session.on("expelled", ({ problem: { code, message } }) => output({ event: "error", code, message }));
  session.on("refused", ({ id, text, refusal }) => {
    const { code, message } = refusal ?? { code: "failed", message: "The host refused it." };
    output({ event: "error", code, message, id, text: shortened(text) });
  });
}

/** Enough of a text to know it again. */
function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 200));
  return characters.length <= 40 ? text : `${characters.slice(0, 39).join("")}…`;
}
