import { z } from "zod";
import { PRESET_NAMES } from "../../protocol/faults.ts";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import { RACE_LIMITS, type RaceSetup, raceSetupSchema } from "../../protocol/race.ts";
import { SCENARIO_NAMES, USUAL_SCALES } from "../../protocol/scenarios.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { store, storedJson } from "../state/storage.ts";

/** The fields in which a number is typed. An empty one of the first three: the scenario's own. */
export const NUMBERS = ["clients", "rate", "size", "seconds", "pollIntervalMs", "seed"] as const;
export type NumberName = (typeof NUMBERS)[number];

/** What stands in the form: numbers as they were typed. A field that is missing or bad in the store is the default. */
const formSchema = z.object({
  transports: z.array(z.enum(TRANSPORTS)).catch([...TRANSPORTS]),
  scenario: z.enum(SCENARIO_NAMES).catch("chat"),
  conditions: z.enum(PRESET_NAMES).catch("direct"),
  clients: z.string().catch(""),
  rate: z.string().catch(""),
  size: z.string().catch(""),
  seconds: z.string().catch("10"),
  pollIntervalMs: z.string().catch(String(POLL_INTERVAL.default)),
  seed: z.string().catch("1"),
  together: z.boolean().catch(false),
});

export type SetupForm = z.infer<typeof formSchema>;

/** What is wrong with a field. */
export type FieldError =
  | { readonly kind: "notWhole" }
  | { readonly kind: "tooSmall" | "tooBig"; readonly limit: number };

export interface SetupErrors {
  readonly numbers: Partial<Record<NumberName, FieldError>>;
  readonly noTransport: boolean;
}

export type ReadSetup = { ok: true; setup: RaceSetup } | { ok: false; errors: SetupErrors };

const KEY = "pushpull.race";

/** What was chosen last, or all six for 10 s each. */
export function storedForm(): SetupForm {
  const read = formSchema.safeParse(storedJson(KEY));
  return read.success ? read.data : formSchema.parse({});
}

export function storeForm(form: SetupForm): void {
  store(KEY, JSON.stringify(form));
}

/** The form that stands for a race. */
export function formOf(setup: RaceSetup): SetupForm {
  const text = (value: number | undefined): string => (value === undefined ? "" : String(value));
  return {
    ...setup,
    clients: text(setup.clients),
    rate: text(setup.rate),
    size: text(setup.size),
    seconds: text(setup.seconds),
    pollIntervalMs: text(setup.pollIntervalMs),
    seed: text(setup.seed),
  };
}

/** The race that a form stands for, or what is wrong with its fields. */
export function readForm(form: SetupForm): ReadSetup {
  const { transports, scenario, conditions, together } = form;
  const read = raceSetupSchema.safeParse({
    transports: TRANSPORTS.filter((name) => transports.includes(name)),
    scenario,
    conditions,
    together,
    ...Object.fromEntries(
      NUMBERS.filter((name) => isAsked(form, name)).map((name) => [name, numberIn(form[name])]),
    ),
  });
  if (read.success) return { ok: true, setup: read.data };
  const numbers: SetupErrors["numbers"] = {};
  for (const issue of read.error.issues) {
    const name = NUMBERS.find((number) => number === issue.path[0]);
    if (!name) continue;
    if (issue.code === "too_small") numbers[name] ??= { kind: "tooSmall", limit: Number(issue.minimum) };
    else if (issue.code === "too_big") numbers[name] ??= { kind: "tooBig", limit: Number(issue.maximum) };
    else numbers[name] ??= { kind: "notWhole" };
  }
  return { ok: false, errors: { numbers, noTransport: transports.length === 0 } };
}

/** Whether a field counts: one that may be empty and is, does not, and neither does a rate that is fixed. */
function isAsked(form: SetupForm, name: NumberName): boolean {
  if (name === "rate" && !USUAL_SCALES[form.scenario].hasRate) return false;
  const isOptional = name === "clients" || name === "rate" || name === "size";
  return !isOptional || form[name].trim() !== "";
}

/** NaN for what is no number, and for nothing. */
function numberIn(text: string): number {
  const typed = text.trim();
  return typed === "" ? Number.NaN : Number(typed);
}

/** A number for another race: another order of what is left to chance. */
export function newSeed(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return random % Math.min(100_000, RACE_LIMITS.seed); // short enough to be told to somebody
}
