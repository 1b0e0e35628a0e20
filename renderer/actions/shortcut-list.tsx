import { useTranslation } from "react-i18next";
import { offeredActions } from "./actions.ts";
import { keysOf } from "./shortcut.ts";
import "./shortcut-list.css";

/** Which keys do what: those of the actions, and those of the composer and the messages. */
export function ShortcutList() {
  const { t } = useTranslation();
  const fixed = [
    [t("chat.keys.send"), t("chat.keys.enter")],
    [t("chat.keys.break"), t("chat.keys.shiftEnter")],
    [t("chat.keys.last"), "↑"],
    [t("chat.keys.arrows"), "↑ ↓"],
    [t("chat.keys.copy"), "C"],
    [t("chat.keys.way"), "W"],
  ] as const;
  const global = offeredActions().flatMap(({ label, shortcut }) =>
    shortcut ? [[label(t), keysOf(shortcut)] as const] : [],
  );
  return (
    <dl className="shortcut-list">
      {[...fixed, ...global].map(([label, keys]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <kbd>{keys}</kbd>
          </dd>
        </div>
      ))}
    </dl>
  );
}
