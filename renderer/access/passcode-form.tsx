import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Lock } from "../../client/lock.ts";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { Button } from "../look/button.tsx";
import { PasscodeField } from "./passcode-field.tsx";
import { passcodeProblem } from "./passcode-problem.ts";
import { useSecondsUntil } from "./use-seconds-until.ts";

interface PasscodeFormProps {
  /** What the host said last. */
  lock: Lock;
  isBusy: boolean;
  onEnter(passcode: string): void;
  /** The other way out. */
  children?: ReactNode;
}

/** Asks for a passcode, says what was wrong with the last one, and holds back while the host would not look at it. */
export function PasscodeForm({ lock, isBusy, onEnter, children }: PasscodeFormProps) {
  const { t } = useTranslation();
  const field = useFirstFocus<HTMLInputElement>();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const seconds = useSecondsUntil(lock.code === "too-many-attempts" ? lock.retryAt : null);
  useEffect(() => {
    setError(lock.code === "passcode-wrong" ? t("access.wrong") : undefined);
    if (lock.code === "passcode-wrong") field.current?.select();
  }, [lock, t, field]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isBusy || seconds > 0) return;
    const wrong = passcodeProblem(text, t);
    setError(wrong);
    if (wrong) field.current?.focus();
    else onEnter(text);
  }

  return (
    <form className="passcode-form" onSubmit={submit}>
      <PasscodeField
        ref={field}
        label={t("access.passcode")}
        error={seconds > 0 ? undefined : error}
        value={text}
        large
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      {lock.code === "too-many-attempts" && <Wait seconds={seconds} />}
      <div className="dialog-buttons">
        {children}
        <Button
          kind="primary"
          type="submit"
          disabled={seconds > 0}
          busy={isBusy ? t("access.entering") : undefined}
        >
          {t("access.enter")}
        </Button>
      </div>
    </form>
  );
}

/** Said aloud when it begins and when it is over, not at every second. */
function Wait({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  return (
    <p className="passcode-wait" role={seconds > 0 ? "timer" : "status"}>
      {seconds > 0 ? t("access.wait", { count: seconds }) : t("access.waitOver")}
    </p>
  );
}
