import { ShortcutList } from "../actions/shortcut-list.tsx";

/** Which keys do what. */
export function KeyboardSection() {
  return (
    <div className="settings-rows">
      <ShortcutList />
    </div>
  );
}
