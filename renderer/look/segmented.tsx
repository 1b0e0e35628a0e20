import { useId } from "react";
import "./segmented.css";

interface SegmentedProps<T extends string> {
  /** Names the group for a screen reader. */
  label: string;
  options: readonly { value: T; label: string; lang?: string }[];
  value: T;
  onChange(value: T): void;
}

/** A choice among a few, side by side. Arrow keys choose. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} lang={option.lang}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
