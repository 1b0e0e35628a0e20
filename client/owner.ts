import type { ReplyBody } from "../protocol/schemas.ts";
import type { Answer } from "./problems.ts";
import type { Requests } from "./requests.ts";

type Done<N extends Parameters<Requests["ask"]>[0]> = Promise<Answer<ReplyBody<N>>>;

/** What the host's owner may ask of it. Anybody else is refused with "not-owner". */
export class Owner {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Everybody whom the host knows, and the rooms that are closed. */
  people(): Done<"host:people"> {
    return this.#requests.ask("host:people", {});
  }

  /** What the host asks newcomers for; `null` for nothing. Those who are in stay in. */
  setHostPasscode(passcode: string | null): Done<"host:passcode"> {
    return this.#requests.ask("host:passcode", { passcode });
  }

  setRoomPasscode(room: string, passcode: string | null): Done<"room:passcode"> {
    return this.#requests.ask("room:passcode", { room, passcode });
  }

  /** A closed room is nobody's until it is opened again; its history is kept. */
  closeRoom(room: string, closed: boolean): Done<"room:close"> {
    return this.#requests.ask("room:close", { room, closed });
  }

  /** Gives a member a name that they cannot change. */
  rename(member: string, name: string): Done<"member:rename"> {
    return this.#requests.ask("member:rename", { member, name });
  }

  mute(member: string, muted: boolean): Done<"member:mute"> {
    return this.#requests.ask("member:mute", { member, muted });
  }

  /** Ends the member's connections; they may come back. */
  kick(member: string): Done<"member:kick"> {
    return this.#requests.ask("member:kick", { member });
  }

  ban(member: string, banned: boolean): Done<"member:ban"> {
    return this.#requests.ask("member:ban", { member, banned });
  }
}
