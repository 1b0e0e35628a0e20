import { type ExtendHost, extensions } from "../server/extension.ts";
import { FaultDesk } from "./faults/desk.ts";
import { RaceDesk, type RaceDeskOptions } from "./race/desk.ts";

/** What the programs add to the hosts that they start: faulty networks, and races. */
export function openDesks(options: Omit<RaceDeskOptions, "isRelay">): ExtendHost {
  return (address) => {
    const faults = new FaultDesk(address);
    const races = new RaceDesk({ ...options, isRelay: (socket) => faults.isRelay(socket) });
    return extensions(faults, races);
  };
}
