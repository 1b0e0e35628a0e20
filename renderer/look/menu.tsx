import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { Popover } from "./popover.tsx";

export interface MenuChoice {
  readonly id: string;
  readonly label: string;
  perform(): void;
}

interface MenuProps {
  open: boolean;
  onClose(): void;
  /** What it hangs on. */
  anchor: RefObject<Element | null>;
  label: string;
  choices: readonly MenuChoice[];
}

/** Choices that hang on a button. Tab or the arrows go through them, Enter takes one, Esc closes. */
export function Menu({ open, onClose, anchor, label, choices }: MenuProps) {
  return (
    <Popover open={open} onClose={onClose} anchor={anchor} placement="bottom end" label={label}>
      <Choices choices={choices} onClose={onClose} />
    </Popover>
  );
}

function Choices({ choices, onClose }: Pick<MenuProps, "choices" | "onClose">) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it
    <div ref={list} onKeyDown={moved}>
      {choices.map(({ id, label, perform }) => (
        <Button
          key={id}
          className="menu-row"
          onClick={() => {
            onClose();
            perform();
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

/** The arrows go round. */
function moved(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((at + step + buttons.length) % buttons.length)?.focus();
}
