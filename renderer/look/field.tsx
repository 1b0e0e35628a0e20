import { type ComponentProps, type ReactNode, useId } from "react";
import "./field.css";
import { Icon } from "./icon.tsx";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  hint?: string | undefined;
  /** What is wrong, as a sentence with what to do. */
  error?: string | undefined;
  /** 28 (the default) or 40 px high. */
  large?: boolean;
  /** Drawn inside the field, before the text. */
  before?: ReactNode;
  /** Drawn inside the field, behind the text. */
  after?: ReactNode;
}

/** A line of text with its label, and below it a hint or what is wrong with it. */
export function Field({ label, hint, error, large, before, after, className = "", ...rest }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={`field ${large ? "large" : ""} ${error ? "wrong" : ""} ${className}`}>
      <label htmlFor={id}>{label}</label>
      <div className="field-box">
        {before}
        <input
          id={id}
          autoComplete="off"
          {...rest}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
        />
        {after}
      </div>
      {note && (
        <p id={`${id}-note`} className="field-note" role={error ? "alert" : undefined}>
          {error && <Icon name="alert" />}
          {note}
        </p>
      )}
    </div>
  );
}
