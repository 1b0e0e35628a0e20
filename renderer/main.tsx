import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./look/base.css";
import { App } from "./app/app.tsx";
import { Crash } from "./app/crash.tsx";
import { desktop } from "./bridge.ts";
import { startRelays } from "./desktop/relays.ts";
import { startAppearance } from "./settings/appearance.ts";
import { followOtherTabs, settingsNow } from "./settings/settings.ts";
import { joinedBefore } from "./state/joined.ts";
import { takeOwnerLink } from "./state/owner-link.ts";
import { enterAsOwner, enterHost } from "./state/session.ts";

startAppearance();
followOtherTabs();
if (desktop) startRelays(desktop);

// The owner's link: opened, or typed into a window that is open.
takeOwnerLink();
addEventListener("hashchange", () => takeOwnerLink() && enterAsOwner());

// A reload comes back to where one was.
const before = joinedBefore();
if (before && settingsNow().name) enterHost(before.url, before.host, settingsNow().name, before.member);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
createRoot(root).render(
  <StrictMode>
    <Crash>
      <App />
    </Crash>
  </StrictMode>,
);
