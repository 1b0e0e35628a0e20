import { useTranslation } from "react-i18next";
import { useLayout } from "../app/layout.ts";
import { currentRoom, useChat } from "../state/chat.ts";
import { useWindow } from "../state/window.ts";
import { PhoneStrip } from "../transport/strip.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { MessageList } from "./message-list.tsx";
import { RoomHead } from "./room-head.tsx";
import "./room-view.css";
import { Skeleton } from "./skeleton.tsx";

/** The room on screen. */
export function RoomView() {
  const { t } = useTranslation();
  const layout = useLayout();
  const name = useChat((chat) => chat.current);
  const room = useChat(currentRoom);
  const hostId = useChat((chat) => chat.host?.id ?? "");
  return (
    <main className="room-view">
      {name !== null && <RoomHead name={name} room={room} />}
      {layout === "phone" && <PhoneStrip onOpen={() => useWindow.setState({ isPanelOver: true })} />}
      <ConnectionLine />
      <div className="room-messages" data-column>
        {name !== null && room && <MessageList key={name} name={name} room={room} />}
        {name !== null && !room && <Skeleton />}
        {name === null && <NoRoom text={t("chat.noRoom")} hint={t("chat.noRoomHint")} />}
      </div>
      {name !== null && <Composer key={name} room={name} hostId={hostId} />}
    </main>
  );
}

function NoRoom({ text, hint }: { text: string; hint: string }) {
  return (
    <section className="empty-room">
      <b>{text}</b>
      <p>{hint}</p>
    </section>
  );
}
