import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./look/base.css";
import { App } from "./app/app.tsx";
import { Crash } from "./app/crash.tsx";
import { startAppearance } from "./settings/appearance.ts";
import { followOtherTabs, settingsNow } from "./settings/settings.ts";
import { joinedBefore } from "./state/joined.ts";
import { enterHost } from "./state/session.ts";

startAppearance();
followOtherTabs();

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
