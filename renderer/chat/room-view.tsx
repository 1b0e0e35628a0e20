import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useLayout } from "../app/layout.ts";
import { NetworkLine } from "../network/network-line.tsx";
import { currentRoom, useChat } from "../state/chat.ts";
import { emptyRoom, type Room } from "../state/room.ts";
import { PhoneStrip } from "../transport/phone-strip.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { MessageList } from "./message-list.tsx";
import { RoomHead } from "./room-head.tsx";
import "./room-view.css";
import { Skeleton } from "./skeleton.tsx";

const RoomDoor = lazy(() =>
  import("../access/room-door.tsx").then(({ RoomDoor }) => ({ default: RoomDoor })),
);

/** The room on screen. */
export function RoomView() {
  const { t } = useTranslation();
  const layout = useLayout();
  const name = useChat((chat) => chat.current);
  const room = useChat(currentRoom);
  const door = useChat((chat) => chat.doors.get(name ?? ""));
  const hostId = useChat((chat) => chat.host?.id ?? "");
  return (
    <main className="room-view">
      {name !== null && <RoomHead name={name} room={room} />}
      {layout === "phone" && <PhoneStrip />}
      <NetworkLine />
      <ConnectionLine />
      <div className="room-messages" data-column>
        {name !== null && !door && <Messages name={name} room={room} />}
        {name !== null && door && (
          <Suspense fallback={null}>
            <RoomDoor key={name} name={name} lock={door} />
          </Suspense>
        )}
        {name === null && <NoRoom text={t("chat.noRoom")} hint={t("chat.noRoomHint")} />}
      </div>
      {name !== null && !door && <Composer key={name} room={name} hostId={hostId} />}
    </main>
  );
}

/** Before one is in the room, what one has written to it is all there is to show. */
function Messages({ name, room }: { name: string; room: Room | undefined }) {
  const hasUnsent = useChat((chat) => chat.sending.some(({ outgoing }) => outgoing.room === name));
  if (room) return <MessageList key={name} name={name} room={room} />;
  return hasUnsent ? <MessageList key={`${name} unsent`} name={name} room={emptyRoom} /> : <Skeleton />;
}

function NoRoom({ text, hint }: { text: string; hint: string }) {
  return (
    <section className="empty-room">
      <b>{text}</b>
      <p>{hint}</p>
    </section>
  );
}
