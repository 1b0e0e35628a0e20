import { describe, expect, it } from "vitest";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import { RACE_LIMITS } from "../../protocol/race.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { formOf, readForm, type SetupForm } from "./setup.ts";

const form: SetupForm = {
  transports: [...TRANSPORTS],
  scenario: "chat",
  conditions: "direct",
  clients: "",
  rate: "",
  size: "",
  seconds: "10",
  pollIntervalMs: "1000",
  seed: "7",
  together: false,
};

const errorsOf = (change: Partial<SetupForm>) => {
  const read = readForm({ ...form, ...change });
  return read.ok ? null : read.errors;
};

describe("a set-up", () => {
  it("leaves out what is empty, which is then the scenario's own", () => {
    expect(readForm(form)).toEqual({
      ok: true,
      setup: {
        transports: [...TRANSPORTS],
        scenario: "chat",
        conditions: "direct",
        seconds: 10,
        pollIntervalMs: 1_000,
        seed: 7,
        together: false,
      },
    });
  });

  it("is the same after it was turned into a form", () => {
    const read = readForm({ ...form, clients: " 3 ", rate: "2", size: "1", together: true });
    expect(read.ok && readForm(formOf(read.setup))).toEqual(read);
  });

  it("names the transports in their own order, whichever was chosen first", () => {
    const read = readForm({ ...form, transports: ["websocket", "sse"] });
    expect(read.ok && read.setup.transports).toEqual(["sse", "websocket"]);
  });

  it("takes no rate for a scenario that has its own", () => {
    const read = readForm({ ...form, scenario: "clock", rate: "many" });
    expect(read.ok && "rate" in read.setup).toBe(false);
  });

  it.each([
    ["clients", "0", { kind: "tooSmall", limit: 1 }],
    ["clients", "501", { kind: "tooBig", limit: RACE_LIMITS.clients }],
    ["rate", "2.5", { kind: "notWhole" }],
    ["size", "x", { kind: "notWhole" }],
    ["seconds", "", { kind: "notWhole" }],
    ["seconds", "121", { kind: "tooBig", limit: RACE_LIMITS.seconds }],
    ["pollIntervalMs", "99", { kind: "tooSmall", limit: POLL_INTERVAL.min }],
    ["seed", "-1", { kind: "tooSmall", limit: 0 }],
    ["seed", "4294967296", { kind: "tooBig", limit: RACE_LIMITS.seed }],
  ] as const)("says what is wrong with %s %j", (name, text, error) => {
    expect(errorsOf({ [name]: text })?.numbers).toEqual({ [name]: error });
  });

  it("needs a transport", () => expect(errorsOf({ transports: [] })?.noTransport).toBe(true));
});
