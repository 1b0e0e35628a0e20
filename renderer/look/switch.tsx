import type { ReactNode } from "react";
import "./switch.css";

interface SwitchProps {
  checked: boolean;
  onChange(checked: boolean): void;
  /** Its name, beside it. */
  children: ReactNode;
}

/** On or off, with effect at once. */
export function Switch({ checked, onChange, children }: SwitchProps) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
