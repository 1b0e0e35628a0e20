import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../app/problem-text.ts";
import { Avatar } from "../look/avatar.tsx";
import { Button } from "../look/button.tsx";
import { Field } from "../look/field.tsx";
import { useChat } from "../state/chat.ts";
import { takeName } from "../state/commands.ts";
import { nameProblem } from "./name.ts";
import { useSettings } from "./settings.ts";
import "./you-section.css";

/** One's name, as the others see it. */
export function YouSection() {
  const { t } = useTranslation();
  const settled = useSettings((settings) => settings.name);
  const me = useChat((chat) => chat.me);
  const current = me?.name ?? settled; // the host's owner may have given one another
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? current;
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = nameProblem(name, t);
    setProblem(wrong);
    if (wrong || isSaving) return;
    setSaving(true);
    const refused = await takeName(name.trim());
    setSaving(false);
    if (refused) setProblem(problemText(refused, t));
    else setTyped(null);
  };

  return (
    <>
      <p className="settings-about">{t("settings.you.about")}</p>
      <form className="your-name" onSubmit={(event) => void save(event)}>
        <Field
          label={t("settings.you.name")}
          large
          before={<Avatar id={me?.id ?? ""} name={name} size={20} />}
          value={name}
          error={problem}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem(undefined);
          }}
        />
        <Button
          type="submit"
          size="large"
          kind="primary"
          busy={isSaving ? t("settings.you.saving") : undefined}
          disabled={name.trim() === current}
        >
          {t("common.save")}
        </Button>
      </form>
    </>
  );
}
