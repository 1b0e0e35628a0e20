import i18next from "i18next";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { memberName } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { Button } from "../look/button.tsx";
import { Field } from "../look/field.tsx";
import { nameProblem } from "../settings/name.ts";
import { chatNow } from "../state/chat.ts";
import { tellDone } from "../state/notices.ts";
import { noteChange, type Subject } from "./asked.ts";

/** Gives somebody a name that they cannot change. */
export function RenameForm({ member, onDone }: { member: Subject; onDone(): void }) {
  const { t } = useTranslation();
  const field = useFirstFocus<HTMLInputElement>();
  const [name, setName] = useState(member.name);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = nameProblem(name, t);
    setError(wrong);
    if (wrong || isBusy) return;
    setBusy(true);
    const to = memberName.parse(name);
    const { session } = chatNow();
    const answer = await session?.owner.rename(member.id, to);
    if (!answer || session !== chatNow().session) return;
    setBusy(false);
    if (!answer.ok) return setError(problemText(answer.error, t));
    tellDone(i18next.t("access.member.renamed", { name: member.name, to }));
    noteChange();
    onDone();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field
        ref={field}
        label={t("access.member.newName")}
        error={error}
        value={name}
        large
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <div className="dialog-buttons">
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t("access.secret.saving") : undefined}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
