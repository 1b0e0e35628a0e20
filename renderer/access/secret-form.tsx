import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../protocol/limits.ts";
import { Button } from "../look/button.tsx";
import { PasscodeField } from "./passcode-field.tsx";
import { passcodeProblem } from "./passcode-problem.ts";
import { suggestedPasscode } from "./suggested-passcode.ts";
import { ToldPasscode } from "./told-passcode.tsx";

interface SecretFormProps {
  /** Whether there is a passcode now. */
  isSet: boolean;
  /** Sets it, or with `null` removes it. Resolves to whether that was done. */
  onSave(passcode: string | null): Promise<boolean>;
  /** The way out, where it has one of its own; taken also when the passcode was removed. */
  onClose?(): void;
}

/** Sets, changes or removes a passcode, and shows what was set: nobody can look it up later. */
export function SecretForm({ isSet, onSave, onClose }: SecretFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const isTold = isSet && told !== null;

  async function save(passcode: string | null): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    const isDone = await onSave(passcode);
    setBusy(false);
    if (!isDone) return;
    setTold(passcode);
    setText("");
    setError(undefined);
    if (passcode !== null) return;
    field.current?.focus(); // the button that was pressed is gone
    onClose?.();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wrong = passcodeProblem(text, t);
    setError(wrong);
    if (wrong) field.current?.focus();
    else void save(text);
  }

  return (
    <form className="secret-form" onSubmit={submit}>
      {isTold && <ToldPasscode key={told} passcode={told} />}
      <PasscodeField
        ref={field}
        label={t("access.secret.new")}
        hint={t("access.secret.newHint", { min: LIMITS.shortestPasscode })}
        error={error}
        value={text}
        isShown
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      <div className="dialog-buttons secret-buttons">
        {onClose && <Button onClick={onClose}>{isTold ? t("common.close") : t("common.cancel")}</Button>}
        {isSet && <Button onClick={() => void save(null)}>{t("access.secret.remove")}</Button>}
        <Button
          onClick={() => {
            setText(suggestedPasscode());
            setError(undefined);
          }}
        >
          {t("access.secret.suggest")}
        </Button>
        <Button kind="primary" type="submit" busy={isBusy ? t("access.secret.saving") : undefined}>
          {isSet ? t("access.secret.change") : t("access.secret.set")}
        </Button>
      </div>
    </form>
  );
}
