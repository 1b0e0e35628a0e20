import type { Outgoing } from "../../client/outbox.ts";
import type { Session } from "../../client/session.ts";
import { useChat } from "./chat.ts";
import { placeFailed } from "./failed.ts";
import { saveOutbox } from "./saved-outbox.ts";
import { outboxChanged } from "./sending.ts";
import { together } from "./together.ts";

/** Shows and keeps what is on its way to the host, until the function that it returns is called. */
export function followOutbox(session: Session, hostId: string): () => void {
  let before: readonly Outgoing[] = session.outbox;
  return together(
    session.on("outbox", () => {
      saveOutbox(hostId, before, session.outbox);
      before = session.outbox;
      useChat.setState(({ sending }) => ({ sending: outboxChanged(sending, session.outbox) }));
    }),
    session.on("refused", () => placeFailed(session)),
  );
}
