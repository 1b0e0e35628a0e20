import project from "../../package.json" with { type: "json" };
import { PRESETS } from "../../protocol/faults.ts";
import { type CellResult, isMeasured, isSound, type Report, type Verdict } from "../../protocol/report.ts";
import { scenarioOf } from "../race/scenarios.ts";
import { claimsOf } from "./claims.ts";
import { extrapolate, howExtrapolated } from "./extrapolation.ts";
import { machine } from "./machine.ts";
import { sentencesOf } from "./sentences.ts";

export interface Circumstances extends Pick<Report, "mode" | "seed" | "command" | "pollIntervalMs"> {
  /** That each scenario was run for. */
  seconds: number;
}

export function createReport(results: CellResult[], circumstances: Circumstances): Report {
  const { seconds, ...rest } = circumstances;
  return {
    event: "report",
    date: new Date().toISOString(),
    pushpull: project.version,
    node: process.version,
    machine: machine(),
    ...rest,
    notes: notesOn(results, circumstances),
    verdicts: heatsOf(results).map((heat) => verdictOn(heat, rest.pollIntervalMs)),
    results,
  };
}

/** The results that belong together: of one scenario under the same conditions. */
export function heatsOf(results: readonly CellResult[]): CellResult[][] {
  const heats = new Map<string, CellResult[]>();
  for (const result of results) {
    const key = `${result.conditions} ${result.scenario}`;
    heats.set(key, [...(heats.get(key) ?? []), result]);
  }
  return [...heats.values()];
}

function verdictOn(heat: readonly CellResult[], pollIntervalMs: number): Verdict {
  const [first] = heat;
  if (!first) throw new Error("A heat has at least one result.");
  const measured = heat.filter(isMeasured);
  return {
    scenario: first.scenario,
    conditions: first.conditions,
    shows: scenarioOf(first.scenario).shows,
    sentences: sentencesOf(heat),
    claims: claimsOf(measured.filter(isSound), pollIntervalMs),
    extrapolations: extrapolate(measured),
    howExtrapolated: measured[0] ? howExtrapolated(measured[0]) : null,
  };
}

function notesOn(results: readonly CellResult[], { mode, seconds }: Circumstances): string[] {
  const notes = [
    mode === "together"
      ? "All transports of a scenario ran at once and took the processor from one another: this is for show. Run it without --together for figures to be trusted."
      : "The transports ran one after the other, each against a host process of its own.",
    "A delivery is one message at one client, its sender included. Latency runs from when the message was meant to be sent to its delivery; all clients are one process, so both times are of one clock and nothing is corrected.",
    "Bytes and requests are those of the clients' sessions, counted by the host at its TCP sockets in the measured time. Coming in and leaving are not in it.",
    "All clients run in one Node process on the host's computer: with very many, part of the latency is their own. A browser's heads are longer. Each client has connections of its own, six at most; those that its host still keeps for it at the end are counted, idle ones included.",
    "Memory is the growth of the host's process by each client, after a garbage collection. Resident memory moves in steps: with few clients only that of objects and buffers says something.",
  ];
  for (const conditions of new Set(results.map((result) => result.conditions))) {
    const { idleCutMs, cutEveryMs } = PRESETS[conditions];
    if (idleCutMs !== null && seconds * 1_000 < idleCutMs) {
      notes.push(
        `With ${conditions}, connections are cut when idle for ${idleCutMs / 1_000} s; this race of ${seconds} s was shorter, so that cannot be seen in it.`,
      );
    }
    if (cutEveryMs !== null && seconds * 1_000 < cutEveryMs) {
      notes.push(
        `With ${conditions}, a connection lives for ${cutEveryMs / 1_000} s on the average; in this race of ${seconds} s few were cut.`,
      );
    }
  }
  return notes;
}
