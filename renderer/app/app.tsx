import { lazy, Suspense } from "react";
import { desktop } from "../bridge.ts";
import { StartScreen } from "../start/start-screen.tsx";
import { useChat } from "../state/chat.ts";
import { ChatScreen } from "./chat-screen.tsx";
import { Notices } from "./notices.tsx";

const DesktopParts = lazy(() =>
  import("../desktop/desktop-parts.tsx").then(({ DesktopParts }) => ({ default: DesktopParts })),
);

/** The app: the start screen until a host is joined, then its rooms. */
export function App() {
  const isJoined = useChat((chat) => chat.session !== null);
  return (
    <>
      {isJoined ? <ChatScreen /> : <StartScreen />}
      <Notices />
      {desktop && (
        <Suspense fallback={null}>
          <DesktopParts />
        </Suspense>
      )}
    </>
  );
}
