import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { PasscodeField } from "../access/passcode-field.tsx";
import { passcodeProblem } from "../access/passcode-problem.ts";
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
  const [passcode, setPasscode] = useState("");
  const [passcodeError, setPasscodeError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = roomNameProblem(name, t);
    const wrongPasscode = passcode === "" ? undefined : passcodeProblem(passcode, t);
    setError(wrong);
    setPasscodeError(wrongPasscode);
    if (wrong || wrongPasscode || isBusy) return;
    setBusy(true);
    const problem = await createRoom(name, passcode || undefined);
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
        hint={passcode === "" ? t("chat.newRoomHint") : undefined}
        error={error}
        value={name}
        large
        ref={field}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <PasscodeField
        className="new-room-passcode"
        label={t("access.newRoom.passcode")}
        hint={t("access.newRoom.hint")}
        error={passcodeError}
        value={passcode}
        isShown
        large
        onChange={(event) => {
          setPasscode(event.target.value);
          setPasscodeError(undefined);
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
