import type { HostingPage, Reach } from "../../protocol/hosting.ts";

/**
 * For whom the host is open once a network is chosen, or no more. All that there are is everyone, also on networks to come:
 * only choosing one more leads there, and only when each one that was chosen is there to be seen.
 */
export function reachAfter(
  { reach, interfaces }: Pick<HostingPage, "reach" | "interfaces">,
  name: string,
  isChosen: boolean,
): Reach {
  const all = interfaces.map((one) => one.name);
  const before = { everyone: all, some: reach.mode === "some" ? reach.interfaces : [], off: [] }[reach.mode];
  const others = before.filter((one) => one !== name);
  const after = isChosen ? [...others, name] : others;
  if (after.length === 0) return { mode: "off" };
  return isChosen && isSame(after, all) ? { mode: "everyone" } : { mode: "some", interfaces: after };
}

function isSame(chosen: readonly string[], all: readonly string[]): boolean {
  return all.every((one) => chosen.includes(one)) && chosen.every((one) => all.includes(one));
}
