import type { TFunction } from "i18next";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { Field } from "../look/field.tsx";
import { Switch } from "../look/switch.tsx";
import { FIELDS, type FieldError, type FieldName, formOf, readForm } from "./conditions-form.ts";
import { chooseNetwork, useNetwork } from "./network.ts";
import "./network-form.css";

/** What an empty field means. */
const EMPTY = {
  latencyMs: null,
  jitterMs: null,
  bytesPerSecond: "unlimited",
  idleCutMs: "never",
  cutEveryMs: "never",
  bufferBytes: "notHeld",
  bufferMs: "notHeld",
} as const satisfies Record<FieldName, string | null>;

/** A number that fits a field, for its sentence. */
const EXAMPLES: Record<FieldName, number> = {
  latencyMs: 50,
  jitterMs: 20,
  bytesPerSecond: 500,
  idleCutMs: 30,
  cutEveryMs: 20,
  bufferBytes: 4_096,
  bufferMs: 2_000,
};

/** A network of one's own description. It begins with the conditions of the one in use. */
export function NetworkForm() {
  const { t } = useTranslation();
  const isChanging = useNetwork((network) => network.isChanging);
  const [form, setForm] = useState(() => formOf(useNetwork.getState().conditions));
  const [isTried, setTried] = useState(false);
  const read = readForm(form);
  const errors = isTried && !read.ok ? read.errors : {};

  const use = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (read.ok) void chooseNetwork("custom", read.conditions);
  };
  const field = (name: FieldName) => {
    const error = errors[name];
    const empty = EMPTY[name];
    return (
      <Field
        label={`${t(`network.form.${name}`)} (${t(`network.form.${FIELDS[name].unit}`)})`}
        inputMode="decimal"
        placeholder={empty ? t(`network.form.${empty}`) : "0"}
        value={form[name]}
        error={error && errorSentence(name, error, t)}
        onChange={(event) => setForm({ ...form, [name]: event.target.value })}
      />
    );
  };
  return (
    <form className="network-form" noValidate onSubmit={use}>
      {field("latencyMs")}
      {field("jitterMs")}
      {field("bytesPerSecond")}
      {field("idleCutMs")}
      {field("bufferBytes")}
      {field("bufferMs")}
      {field("cutEveryMs")}
      <div className="network-form-end">
        <Switch
          checked={form.refuseUpgrade}
          onChange={(refuseUpgrade) => setForm({ ...form, refuseUpgrade })}
        >
          {t("network.form.refuseUpgrade")}
        </Switch>
        <Button type="submit" kind="primary" busy={isChanging ? t("network.changing") : undefined}>
          {t("network.form.use")}
        </Button>
      </div>
    </form>
  );
}

function errorSentence(name: FieldName, error: FieldError, t: TFunction): string {
  if (error.kind === "notNumber") return t("network.form.notNumber", { example: EXAMPLES[name] });
  if (error.kind === "missing") return t("network.form.missing");
  const limit = `${error.limit}\u00a0${t(`network.form.${FIELDS[name].unit}`)}`;
  return t(`network.form.${error.kind}`, { limit });
}
