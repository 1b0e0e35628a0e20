import type { ReactNode } from "react";
import "./switch.css";

interface SwitchProps {
  checked: boolean;
  disabled?: boolean;
  /** The id of what says more about it. */
  describedBy?: string | undefined;
  onChange(checked: boolean): void;
  /** Its name, beside it. */
  children: ReactNode;
}

/** On or off, with effect at once. */
export function Switch({ checked, disabled, describedBy, onChange, children }: SwitchProps) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        aria-describedby={describedBy}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
