import { type Conditions, conditionsSchema, PRESETS } from "../../protocol/faults.ts";

/** The fields in which a number is typed, with their unit and how many of the schema's units that is. */
export const FIELDS = {
  latencyMs: { unit: "ms", factor: 1 },
  jitterMs: { unit: "ms", factor: 1 },
  bytesPerSecond: { unit: "kB/s", factor: 1_000 },
  idleCutMs: { unit: "s", factor: 1_000 },
  cutEveryMs: { unit: "s", factor: 1_000 },
  bufferBytes: { unit: "B", factor: 1 },
  bufferMs: { unit: "ms", factor: 1 },
} as const;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** What stands in the form: texts as they were typed. */
export type ConditionsForm = Record<FieldName, string> & { refuseUpgrade: boolean };

/** What is wrong with a field. `limit`: in the field's unit. */
export type FieldError =
  | { readonly kind: "notNumber" }
  | { readonly kind: "missing" }
  | { readonly kind: "tooSmall" | "tooBig"; readonly limit: number };

export type ReadConditions =
  | { ok: true; conditions: Conditions }
  | { ok: false; errors: Partial<Record<FieldName, FieldError>> };

/** The form that shows these conditions. */
export function formOf({ buffer, refuseUpgrade, ...rest }: Conditions): ConditionsForm {
  const text = (name: FieldName, value: number | null | undefined): string =>
    value == null ? "" : String(value / FIELDS[name].factor);
  return {
    latencyMs: text("latencyMs", rest.latencyMs),
    jitterMs: text("jitterMs", rest.jitterMs),
    bytesPerSecond: text("bytesPerSecond", rest.bytesPerSecond),
    idleCutMs: text("idleCutMs", rest.idleCutMs),
    cutEveryMs: text("cutEveryMs", rest.cutEveryMs),
    bufferBytes: text("bufferBytes", buffer?.bytes),
    bufferMs: text("bufferMs", buffer?.ms),
    refuseUpgrade,
  };
}

/** The conditions that a form stands for, or what is wrong with its fields. An empty field: without it. */
export function readForm(form: ConditionsForm): ReadConditions {
  const errors: Partial<Record<FieldName, FieldError>> = {};
  const numbers = Object.fromEntries(FIELD_NAMES.map((name) => [name, numberIn(name, form[name])]));
  const value = (name: FieldName): number | null => numbers[name] ?? null;
  for (const name of FIELD_NAMES) if (Number.isNaN(value(name))) errors[name] = { kind: "notNumber" };
  const [bytes, ms] = [value("bufferBytes"), value("bufferMs")];
  if (bytes === null && ms !== null) errors.bufferBytes = { kind: "missing" };
  if (ms === null && bytes !== null) errors.bufferMs ??= { kind: "missing" };

  const read = conditionsSchema.safeParse({
    latencyMs: value("latencyMs") ?? 0,
    jitterMs: value("jitterMs") ?? 0,
    bytesPerSecond: value("bytesPerSecond"),
    idleCutMs: value("idleCutMs"),
    buffer: bytes === null || ms === null ? null : { bytes, ms },
    refuseUpgrade: form.refuseUpgrade,
    cutEveryMs: value("cutEveryMs"),
    offline: PRESETS.direct.offline,
  });
  for (const issue of read.error?.issues ?? []) {
    const name = fieldAt(issue.path);
    if (!name) continue;
    const { factor } = FIELDS[name];
    if (issue.code === "too_small")
      errors[name] ??= { kind: "tooSmall", limit: Number(issue.minimum) / factor };
    else if (issue.code === "too_big")
      errors[name] ??= { kind: "tooBig", limit: Number(issue.maximum) / factor };
    else errors[name] ??= { kind: "notNumber" };
  }
  if (read.success && Object.keys(errors).length === 0) return { ok: true, conditions: read.data };
  return { ok: false, errors };
}

/** In the schema's unit; null for an empty field, NaN for what is no number. */
function numberIn(name: FieldName, text: string): number | null {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  const inUnits = Number(typed) * FIELDS[name].factor;
  // Whole bytes: half a one cannot be sent.
  return name === "bytesPerSecond" || name === "bufferBytes" ? Math.round(inUnits) : inUnits;
}

function fieldAt([first, second]: readonly PropertyKey[]): FieldName | undefined {
  const name = first === "buffer" ? (second === "bytes" ? "bufferBytes" : "bufferMs") : first;
  return FIELD_NAMES.find((field) => field === name);
}
