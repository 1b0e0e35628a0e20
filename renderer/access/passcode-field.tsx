import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../look/field.tsx";
import "./access.css";
import "./words.ts";

type PasscodeFieldProps = Omit<ComponentProps<typeof Field>, "type" | "after"> & {
  /** Shown from the beginning: for one that is being made up. */
  isShown?: boolean;
};

/** Takes a passcode, hidden unless one asks to see it. */
export function PasscodeField({ isShown: isShownFirst = false, ...rest }: PasscodeFieldProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(isShownFirst);
  return (
    <Field
      {...rest}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      after={
        <button
          type="button"
          className="passcode-show"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? t("access.hide") : t("access.show")}
        </button>
      }
    />
  );
}
