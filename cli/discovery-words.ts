import type { DiscoveryState, FoundHost } from "../protocol/discovery.ts";
import { PROTOCOL_VERSION } from "../protocol/limits.ts";

const BY_ADDRESS = "Joining by address still works.";

/** Why a host is not found, or finds nobody, and what to do. */
export function whyNotFound(state: Exclude<DiscoveryState, "on">): string {
  switch (state) {
    case "off":
      return "Finding hosts is switched off (--no-discovery).";
    case "local":
      return "The host listens on this computer only. Start it without --host to let others in.";
    case "no-network":
      return "This computer is on no network with an IPv4 address. Connect it to the Wi-Fi or a cable.";
    case "port-taken":
      return `Another program keeps UDP port 5353 for itself. Close it, or let it share the port. ${BY_ADDRESS}`;
    case "no-multicast":
      return `Multicast does not get through here: a firewall may block UDP port 5353. Allow it. ${BY_ADDRESS}`;
  }
}

/** A line for a host: its name, its address, who is there. */
export function foundInWords({ name, url, protocol, rooms, people, passcode }: FoundHost): string {
  const notes = [];
  if (rooms !== null) notes.push(count(rooms, "room", "rooms"));
  if (people !== null) notes.push(count(people, "person", "people"));
  if (passcode) notes.push("asks for a passcode");
  if (protocol !== PROTOCOL_VERSION) notes.push("needs another version of Pushpull");
  return `${name}  ${url}  ${notes.join(", ")}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
