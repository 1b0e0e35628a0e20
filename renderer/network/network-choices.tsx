import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { PRESET_NAMES, PRESETS } from "../../protocol/faults.ts";
import { chooseNetwork, useNetwork } from "./network.ts";
import type { NetworkChoice } from "./network-choice.ts";
import "./network-choices.css";
import { NetworkForm } from "./network-form.tsx";

/** The networks as one choice, each with what it does. A custom one is described first, and then used. */
export function NetworkChoices() {
  const { t } = useTranslation();
  const group = useId();
  const choice = useNetwork((network) => network.choice);
  const [isDescribed, setDescribed] = useState(choice === "custom");
  const chosen = isDescribed ? "custom" : choice;
  return (
    <>
      <div className="network-choices" role="radiogroup" aria-label={t("network.title")}>
        {PRESET_NAMES.map((name) => (
          <Choice
            key={name}
            group={group}
            choice={name}
            isChosen={chosen === name}
            onChoose={() => {
              setDescribed(false);
              void chooseNetwork(name, PRESETS[name]);
            }}
          />
        ))}
        <Choice
          group={group}
          choice="custom"
          isChosen={chosen === "custom"}
          onChoose={() => setDescribed(true)}
        />
      </div>
      {isDescribed && <NetworkForm />}
    </>
  );
}

interface ChoiceProps {
  group: string;
  choice: NetworkChoice;
  isChosen: boolean;
  onChoose(): void;
}

function Choice({ group, choice, isChosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <label className="network-choice">
      <input
        type="radio"
        name={group}
        value={choice}
        checked={isChosen}
        aria-label={t(`network.choice.${choice}`)}
        aria-describedby={id}
        onChange={onChoose}
      />
      <span className="network-choice-name">{t(`network.choice.${choice}`)}</span>
      <span id={id} className="network-choice-sentence">
        {t(`network.sentence.${choice}`)}
      </span>
    </label>
  );
}
