import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { useCopy } from "../chat/use-copy.ts";
import { Button } from "../look/button.tsx";

/** The passcode that was set: the host keeps its hash only, so that this is the last place where anybody can read it. */
export function ToldPasscode({ passcode }: { passcode: string }) {
  const { t } = useTranslation();
  const id = useId();
  const { isCopied, copy } = useCopy();
  const button = useFirstFocus<HTMLButtonElement>();
  return (
    <div className="told-passcode">
      <p id={id}>
        {t("access.secret.tell")} <b>{passcode}</b>
      </p>
      <Button
        ref={button}
        icon={isCopied ? "check" : "copy"}
        aria-describedby={id}
        onClick={() => copy(passcode)}
      >
        {isCopied ? t("chat.copied") : t("common.copy")}
      </Button>
    </div>
  );
}
