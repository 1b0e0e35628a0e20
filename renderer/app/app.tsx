import { lazy, Suspense, useEffect } from "react";
import { desktop } from "../bridge.ts";
import { useManualCopy } from "../chat/manual-copy.ts";
import { useSettings } from "../settings/settings.ts";
import { useDoubt } from "../start/doubt.ts";
import { StartScreen } from "../start/start-screen.tsx";
import { useChat } from "../state/chat.ts";
import { Notices } from "./notices.tsx";

const loadChat = () => import("./chat-screen.tsx");

const ChatScreen = lazy(() => loadChat().then(({ ChatScreen }) => ({ default: ChatScreen })));

const DesktopParts = lazy(() =>
  import("../desktop/desktop-parts.tsx").then(({ DesktopParts }) => ({ default: DesktopParts })),
);

const BrowserParts = lazy(() =>
  import("../notifications/browser-parts.tsx").then(({ BrowserParts }) => ({ default: BrowserParts })),
);

const ManualCopyDialog = lazy(() =>
  import("../chat/manual-copy-dialog.tsx").then(({ ManualCopyDialog }) => ({ default: ManualCopyDialog })),
);

const DoubtDialog = lazy(() =>
  import("../start/doubt-dialog.tsx").then(({ DoubtDialog }) => ({ default: DoubtDialog })),
);

/** The app: the start screen until a host is joined, then its rooms. */
export function App() {
  const isInDoubt = useDoubt(({ doubt }) => doubt !== null);
  const joined = useChat((chat) => (chat.session ? chat.url : null));
  const notifies = useSettings((settings) => settings.notifications);
  const textToCopy = useManualCopy(({ text }) => text);
  useEffect(() => {
    // So that it is there when a host is joined. If it could not be had, that says so.
    loadChat().catch(() => undefined);
  }, []);
  return (
    <>
      <Suspense fallback={null}>
        {/* a key: nothing that is open of one host is open of the next */}
        {joined === null ? <StartScreen /> : <ChatScreen key={joined} />}
      </Suspense>
      <Notices />
      {isInDoubt && (
        <Suspense fallback={null}>
          <DoubtDialog />
        </Suspense>
      )}
      {textToCopy !== null && (
        <Suspense fallback={null}>
          <ManualCopyDialog text={textToCopy} />
        </Suspense>
      )}
      {desktop ? (
        <Suspense fallback={null}>
          <DesktopParts />
        </Suspense>
      ) : (
        notifies && (
          <Suspense fallback={null}>
            <BrowserParts />
          </Suspense>
        )
      )}
    </>
  );
}
