import { nanoid } from "nanoid";
import type { Visitor } from "../../client/try-transport.ts";
import { changeSettings, settingsNow } from "../settings/settings.ts";

/** Who comes to a host for the test of the way: the same member every time, apart from one's own. */
export function wayVisitor(hostId: string): Visitor {
  const { visitors } = settingsNow();
  const visitor = visitors[hostId] ?? { name: `Self-test ${nanoid(6)}`, token: nanoid(32) };
  changeSettings({ visitors: { ...visitors, [hostId]: visitor } });
  return visitor;
}
