import type { ComponentProps } from "react";
import "./button.css";
import { Icon, type IconName } from "./icon.tsx";
import { Tip } from "./tip.tsx";

interface ButtonProps extends ComponentProps<"button"> {
  /** Primary is ink: one in a view. Danger does what others feel. Default "plain". */
  kind?: "plain" | "primary" | "danger";
  /** 24, 28 (the default) or 40 px high. */
  size?: "small" | "medium" | "large";
  icon?: IconName;
  /** What it is busy with ("Joining…"): shown with a clock in place of the label; a press does nothing. */
  busy?: string | undefined;
}

export function Button({
  kind = "plain",
  size = "medium",
  icon,
  busy,
  className = "",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${kind} ${size} ${className}`}
      aria-disabled={busy ? true : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Icon name="clock" size={13} /> : icon && <Icon name={icon} />}
      {busy ?? children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  icon: IconName;
  /** What it does: its name, and its tooltip. */
  label: string;
  /** A key that does the same, shown in the tooltip. */
  shortcut?: string | undefined;
  /** Drawn as pressed, while what it opens is open. */
  on?: boolean;
}

/** One that is disabled keeps its place for the keyboard, so that its tooltip can still say what it would do. */
export function IconButton({
  icon,
  label,
  shortcut,
  on,
  disabled = false,
  className = "",
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        aria-disabled={disabled || undefined}
        onClick={disabled ? (event) => event.preventDefault() : onClick}
        className={`icon-button ${on ? "on" : ""} ${className}`}
      >
        <Icon name={icon} />
      </button>
    </Tip>
  );
}
