import type { PresetName } from "../../../protocol/faults.ts";
import type { Cause, Claim, ClaimId, Ended, Machine, Measured, Report } from "../../../protocol/report.ts";
import type { ScenarioName } from "../../../protocol/scenarios.ts";
import type { TransportName } from "../../../protocol/transport-names.ts";
import type { Evidence } from "../claims.ts";
import type { Finding } from "../findings.ts";
import type { Note } from "../notes.ts";

/** All words of a report in one language. What they say, and of which figures, is decided elsewhere. */
export interface ReportWords extends Names, Sentences {
  readonly page: PageWords;
}

/** What things are called. In English as in the middle of a sentence; where one begins with it, `capital` helps. */
export interface Names {
  readonly transport: Readonly<Record<TransportName, string>>;
  readonly scenario: Readonly<Record<ScenarioName, string>>;
  readonly conditions: Readonly<Record<PresetName, string>>;
  /** What a scenario shows, in a sentence. */
  readonly shows: Readonly<Record<ScenarioName, string>>;
  /** A heat's title: "Chat, direct". */
  heat(scenario: ScenarioName, conditions: PresetName): string;
  readonly claim: Readonly<Record<ClaimId, string>>;
  /** As a sentence. */
  readonly verdict: Readonly<Record<Claim["verdict"], string>>;
  /** In quotation marks. */
  quoted(text: string): string;
  /** Sentences, one after the other. */
  joined(...sentences: readonly string[]): string;
}

export interface Sentences {
  finding(finding: Finding): string;
  /** What the figures say to a claim. */
  evidence(evidence: Evidence): string;
  note(note: Note): string;
  /** How the figures for many users are made from a race with so many clients. */
  howExtrapolated(clients: number, audiences: readonly number[]): string;
  /** Ends with the cause's quote, if it has one. */
  reason(cause: Cause): string;
  /** Why there is no race, or none that is kept. Ends with what a program said of it. */
  readonly trouble: Readonly<Record<Trouble, (quote: string) => string>>;
}

/** What can go wrong with a race as a whole. */
export type Trouble = "not run" | "not kept";

/** What a transport's figures are called: those of the screen's table as there. */
export type FigureName =
  | "p50"
  | "p95"
  | "p99"
  | "max"
  | "delivered"
  | "bytes"
  | "requests"
  | "requestsPerSent"
  | "overhead"
  | "held"
  | "connections"
  | "cpu"
  | "memory"
  | "resident"
  | "handshake"
  | "connectedIn"
  | "sent"
  | "breaks"
  | "lost"
  | "duplicated"
  | "reordered";

/** Heads of the columns with what many users would cost. */
export type CostName = "users" | "transport" | "bytes" | "requests" | "connections" | "cores";

/** What stands around the sentences in the HTML page. */
export interface PageWords {
  /** Of the document (BCP 47). */
  readonly lang: string;
  title(date: string): string;
  readonly heading: string;
  readonly lead: string;
  readonly fact: Readonly<Record<"date" | "order" | "machine" | "versions" | "seed" | "repeat", string>>;
  readonly order: Readonly<Record<Report["mode"], string>>;
  machine(machine: Machine): string;
  readonly overview: string;
  readonly overviewLead: string;
  /** Head of the overview's first column. */
  readonly heats: string;
  readonly outcome: Readonly<Record<Ended["outcome"], string>>;
  /** How big a cell was, in a sentence. */
  scale(result: Measured): string;
  readonly figures: string;
  /** Head of the first column of the figures. */
  readonly figure: string;
  readonly column: Readonly<Record<FigureName, string>>;
  readonly claims: string;
  readonly cost: string;
  readonly costColumn: Readonly<Record<CostName, string>>;
  readonly howMeasured: string;
  readonly latencyChart: string;
  /** A row of the chart in words; the values are with their units. */
  latencyRow(row: { transport: string; p50: string; p5: string; max: string }): string;
  /** `text`: the size of a text. */
  bytesChart(text: string): string;
  bytesRow(transport: string, bytes: string): string;
  /** Between two rows of a chart in words. */
  readonly between: string;
}
