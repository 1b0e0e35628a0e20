import { Auto } from "../client/auto.ts";
import type { Answer, Session, SessionEvents } from "../client/session.ts";
import type { ReplyBody } from "../protocol/schemas.ts";
import { isTransportName, TRANSPORTS } from "../protocol/transport-names.ts";
import type { JoinOptions } from "./join-options.ts";
import type { Output } from "./output.ts";

type Joined = Answer<ReplyBody<"room:join">>;

const COMMAND = /^\/(quit|transport)(?:\s+(.*))?$/;
const ESCAPING_SLASH = /^\/(?=\/+(quit|transport)(\s|$))/;

/** One person's stay in one room: lines come in and are sent, or are commands. */
export class Conversation {
  readonly #session: Session;
  readonly #options: JoinOptions;
  readonly #output: Output;
  /** While the transport is chosen by what works. */
  #auto: Auto | null = null;
  /** Whether the first try to connect is over. */
  #tried = false;
  /** Messages that were sent and neither acked nor refused yet. */
  #pending = 0;
  /** Highest seq of one's own messages. */
  #acked = 0;
  /** Seq of the last message that was printed. */
  #printed = 0;

  constructor(session: Session, options: JoinOptions, output: Output) {
    this.#session = session;
    this.#options = options;
    this.#output = output;
    if (options.transport === "auto") this.#chooseByItself();
    session.on("state", (state) => {
      this.#tried ||= state === "connected";
    });
    session.on("error", () => {
      this.#tried = true;
    });
    session.on("acked", ({ seq }) => {
      this.#pending--;
      this.#acked = Math.max(this.#acked, seq);
    });
    session.on("refused", () => this.#pending--);
    session.on("message", ({ message }) => {
      this.#printed = message.seq;
    });
  }

  /** Resolves to the exit code when it is time to leave, or to null at the end of the lines with `listen`. */
  async run(lines: AsyncIterable<string>): Promise<number | null> {
    const entered = this.#enter();
    const quit = this.#read(lines);
    await Promise.race([entered, quit]); // stdin may fail before one is in
    if (!(await entered)) return 1;
    const isOver = (await quit) || !this.#options.listen;
    await this.#settled();
    return isOver ? 0 : null;
  }

  /** Comes into the room and has the history printed. False when the host refuses. */
  async #enter(): Promise<boolean> {
    await this.#connected();
    const answer = await this.#joinOrCreate();
    if (!answer.ok) {
      this.#output({ event: "error", ...answer.error });
      return false;
    }
    const { head } = answer.room;
    if (this.#options.history > 0) await this.#until(["message"], () => this.#printed >= head);
    return true;
  }

  async #joinOrCreate(): Promise<Joined> {
    const { room } = this.#options;
    const answer = await this.#join();
    if (answer.ok || answer.error.code !== "no-room") return answer;
    const created = await this.#session.createRoom(room);
    // Somebody else may have created it in the meantime.
    if (!created.ok && created.error.code !== "room-exists") return created;
    return this.#join();
  }

  #join(): Promise<Joined> {
    const { room, roomPasscode, history } = this.#options;
    return this.#session.join(room, {
      ...(roomPasscode !== undefined && { passcode: roomPasscode }),
      ...(Number.isFinite(history) ? { last: history } : { after: 0 }),
    });
  }

  /** Resolves to true at `/quit`, to false at the end of the lines. */
  async #read(lines: AsyncIterable<string>): Promise<boolean> {
    for await (const line of lines) {
      const [, command, argument = ""] = COMMAND.exec(line) ?? [];
      if (command === "quit") return true;
      if (command === "transport") await this.#switch(argument.trim());
      else if (line.trim() !== "") this.#send(line.replace(ESCAPING_SLASH, ""));
    }
    return false;
  }

  #send(text: string): void {
    this.#pending++;
    this.#session.send(this.#options.room, text);
  }

  /** Goes over to another transport; the lines that follow wait for it. */
  async #switch(to: string): Promise<void> {
    if (to === "auto") {
      this.#chooseByItself();
      return;
    }
    if (!isTransportName(to)) {
      const message = `There is no transport "${to}". Choose auto or one of ${TRANSPORTS.join(", ")}.`;
      this.#output({ event: "error", code: "unknown-transport", message });
      return;
    }
    // The first try to connect comes first, so that this is a switch away from the transport asked for.
    await this.#until(["state", "error"], () => this.#tried);
    this.#auto?.stop();
    this.#auto = null;
    const result = await this.#session.switchTransport(to);
    if (!result.ok) this.#output({ event: "error", ...result.error });
    else this.#output({ event: "switched", from: result.from, to: result.to, ms: Math.round(result.ms) });
  }

  #chooseByItself(): void {
    if (this.#auto) return;
    this.#auto = new Auto(this.#session);
    for (const step of this.#auto.steps) this.#output({ event: "auto", ...step });
    this.#auto.on("step", (step) => this.#output({ event: "auto", ...step }));
  }

  #connected(): Promise<void> {
    return this.#until(["state"], () => this.#session.state === "connected");
  }

  /** Resolves when all that was sent is acked or refused, and what is acked has been printed. */
  #settled(): Promise<void> {
    return this.#until(
      ["acked", "refused", "message"],
      () => this.#pending === 0 && this.#printed >= this.#acked,
    );
  }

  /** Resolves when `holds` does: looks now, and whenever one of the events comes. */
  #until(events: readonly (keyof SessionEvents)[], holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        for (const off of offs) off();
        resolve();
      };
      const offs = events.map((event) => this.#session.on(event, look));
      look();
    });
  }
}
