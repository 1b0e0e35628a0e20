import { systemCode } from "../start-error.ts";

/** Whether it was changed for whom a host is open, or a sentence why not. */
export type Changed =
  | { ok: true }
  | { ok: false; code: "fixed" | "port-taken" | "not-kept" | "closing"; message: string };

export const FIXED: Changed = {
  ok: false,
  code: "fixed",
  message: "The command line fixed where this host listens. Start it without --host to choose here.",
};

export const NOT_KEPT: Changed = {
  ok: false,
  code: "not-kept",
  message:
    "The choice could not be written to the host's data folder, so nothing was changed. Its log says why.",
};

export const CLOSING: Changed = {
  ok: false,
  code: "closing",
  message: "This host is closing. Start it again to choose for whom it is open.",
};

/** Why a host cannot listen there. */
export function cannotListen(address: string, port: number, error: Error): string {
  return systemCode(error) === "EADDRINUSE"
    ? `Port ${port} is taken on ${address} by another program. Close that program, or start this host with another --port.`
    : `This host cannot listen on ${address}, port ${port}: ${error.message}.`;
}
