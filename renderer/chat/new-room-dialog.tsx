import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../app/problem-text.ts";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { Field } from "../look/field.tsx";
import { createRoom } from "../state/commands.ts";
import { closeDialog, useWindow } from "../state/window.ts";
import { roomNameProblem } from "./room-name.ts";

/** Asks for the name of a new room, and makes it. */
export function NewRoomDialog() {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={closeDialog} title={t("chat.newRoom")}>
      <NewRoomForm />
    </Dialog>
  );
}

function NewRoomForm() {
  const { t } = useTranslation();
  const field = useFirstFocus<HTMLInputElement>();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = roomNameProblem(name, t);
    setError(wrong);
    if (wrong || isBusy) return;
    setBusy(true);
    const problem = await createRoom(name);
    setBusy(false);
    if (problem)
      return setError(problem.code === "room-exists" ? t("chat.newRoomTaken") : problemText(problem, t));
    closeDialog();
    useWindow.setState({ phonePage: "room" });
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field
        label={t("chat.newRoomName")}
        hint={t("chat.newRoomHint")}
        error={error}
        value={name}
        large
        ref={field}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <div className="dialog-buttons">
        <Button onClick={closeDialog}>{t("common.cancel")}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t("chat.creating") : undefined}>
          {t("chat.create")}
        </Button>
      </div>
    </form>
  );
}
