import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { PRESET_NAMES } from "../../protocol/faults.ts";
import { isSingle, SCENARIO_NAMES, USUAL_SCALES } from "../../protocol/scenarios.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { Button, IconButton } from "../look/button.tsx";
import { Field } from "../look/field.tsx";
import { Icon } from "../look/icon.tsx";
import { Segmented } from "../look/segmented.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { estimate } from "./estimate.ts";
import { changeForm, startRace } from "./race-commands.ts";
import { setRace, useRace } from "./race-state.ts";
import { SelectField } from "./select-field.tsx";
import { type NumberName, newSeed, readForm } from "./setup.ts";
import "./setup-form.css";
import { useDuration } from "./use-race-text.ts";

/** A number that fits a field, for its sentence. */
const EXAMPLES: Record<NumberName, number> = {
  clients: 20,
  rate: 20,
  size: 40,
  seconds: 10,
  pollIntervalMs: 1_000,
  seed: 7_341,
};

/** What is raced, and how. What is chosen is kept for the next visit. */
export function SetupForm({ onClose }: { onClose?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const form = useRace((race) => race.form);
  const isTried = useRace((race) => race.isTried);
  const isStarting = useRace((race) => race.isStarting);
  const durationOf = useDuration();
  const read = readForm(form);
  const errors = isTried && !read.ok ? read.errors : null;
  const usual = USUAL_SCALES[form.scenario];

  const fixedRate = t(isSingle(form.scenario) ? "race.rateSingle" : "race.rateFixed", { rate: usual.rate });

  const field = (name: NumberName, placeholder?: string) => {
    const error = errors?.numbers[name];
    const isFixed = name === "rate" && !usual.hasRate;
    return (
      <Field
        label={t(`race.field.${name}`)}
        inputMode="numeric"
        placeholder={isFixed ? fixedRate : placeholder}
        disabled={isFixed}
        value={isFixed ? "" : form[name]}
        error={
          error &&
          (error.kind === "notWhole"
            ? t("race.wrong.notWhole", { example: EXAMPLES[name] })
            : t(`race.wrong.${error.kind}`, { limit: error.limit }))
        }
        onChange={(event) => changeForm({ [name]: event.target.value })}
      />
    );
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void startRace();
  };
  return (
    <form className="race-setup" noValidate onSubmit={submit} aria-label={t("race.setUp")}>
      <fieldset className="race-transports">
        <legend>{t("race.field.transports")}</legend>
        {TRANSPORTS.map((transport) => (
          <label key={transport} className="race-transport">
            <input
              type="checkbox"
              checked={form.transports.includes(transport)}
              onChange={(event) => {
                const others = form.transports.filter((one) => one !== transport);
                changeForm({ transports: event.target.checked ? [...others, transport] : others });
              }}
            />
            <TransportMark transport={transport} />
            {t(`transport.name.${transport}`)}
          </label>
        ))}
        {errors?.noTransport && (
          <p className="race-wrong" role="alert">
            <Icon name="alert" />
            {t("race.wrong.noTransport")}
          </p>
        )}
      </fieldset>
      <div className="race-fields">
        <SelectField
          label={t("race.field.scenario")}
          options={SCENARIO_NAMES.map((value) => ({ value, label: t(`race.scenario.${value}`) }))}
          value={form.scenario}
          onChange={(scenario) => changeForm({ scenario })}
        />
        <SelectField
          label={t("race.field.conditions")}
          options={PRESET_NAMES.map((value) => ({ value, label: t(`network.choice.${value}`) }))}
          value={form.conditions}
          onChange={(conditions) => changeForm({ conditions })}
        />
        {field("clients", String(usual.clients))}
        {field("rate", String(usual.rate))}
        {field("size", String(usual.size))}
        {field("seconds")}
        {field("pollIntervalMs")}
        <div className="race-seed">
          {field("seed")}
          <IconButton
            icon="retry"
            label={t("race.newSeed")}
            onClick={() => changeForm({ seed: String(newSeed()) })}
          />
        </div>
      </div>
      <p className="race-note">
        {t(`race.shows.${form.scenario}`)} {t(`network.sentence.${form.conditions}`)} {t("race.seedHint")}
      </p>
      <div className="race-start">
        <Segmented
          label={t("race.field.mode")}
          options={[
            { value: "inTurn", label: t("race.mode.inTurn") },
            { value: "together", label: t("race.mode.together") },
          ]}
          value={form.together ? "together" : "inTurn"}
          onChange={(mode) => changeForm({ together: mode === "together" })}
        />
        <p className="race-note">
          {t(form.together ? "race.modeHint.together" : "race.modeHint.inTurn")}{" "}
          {read.ok && <b>{t("race.takes", { time: durationOf(estimate(read.setup)) })}</b>}
        </p>
        {onClose && (
          <Button
            onClick={() => {
              setRace({ isTried: false });
              onClose();
            }}
          >
            {t("race.closeSetup")}
          </Button>
        )}
        <Button type="submit" kind="primary" icon="play" busy={isStarting ? t("race.starting") : undefined}>
          {t("race.start")}
        </Button>
      </div>
    </form>
  );
}
