import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Lock } from "../../client/lock.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { memberName } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { Button } from "../look/button.tsx";
import { Field } from "../look/field.tsx";
import { nameProblem } from "../settings/name.ts";
import { settingsNow } from "../settings/settings.ts";
import { enterAs } from "../state/session.ts";

interface NameFormProps {
  lock: Lock;
  isBusy: boolean;
  /** The other way out. */
  children: ReactNode;
}

/** Asks for another name than the one that somebody else has. */
export function NameForm({ lock, isBusy, children }: NameFormProps) {
  const { t } = useTranslation();
  const field = useFirstFocus<HTMLInputElement>();
  const [refused, setRefused] = useState({ name: settingsNow().name, lock });
  const [name, setName] = useState(() => nextName(settingsNow().name));
  const [wrong, setWrong] = useState<string>();
  // The first refusal is what the dialog is about; each one after it is about the name that was tried here.
  const isTaken = refused.lock !== lock && refused.name === name;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isBusy) return;
    const problem = nameProblem(name, t);
    setWrong(problem);
    if (problem) {
      field.current?.focus();
      return;
    }
    const accepted = memberName.parse(name);
    setRefused({ name, lock });
    enterAs(accepted);
  }

  return (
    <form onSubmit={submit}>
      <Field
        ref={field}
        label={t("chat.start.name")}
        error={wrong ?? (isTaken && !isBusy ? problemText(lock, t) : undefined)}
        value={name}
        large
        autoComplete="nickname"
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setName(event.target.value);
          setWrong(undefined);
        }}
      />
      <div className="dialog-buttons">
        {children}
        <Button kind="primary" type="submit" busy={isBusy ? t("access.entering") : undefined}>
          {t("access.enter")}
        </Button>
      </div>
    </form>
  );
}

/** A name like it: "Ada 2", after that "Ada 3". */
export function nextName(name: string): string {
  const [, stem = name, number = "1"] = /^(.*?)(?: (\d{1,4}))?$/u.exec(name) ?? [];
  const next = ` ${Number(number) + 1}`;
  return (
    Array.from(stem)
      .slice(0, LIMITS.name - next.length)
      .join("") + next
  );
}
