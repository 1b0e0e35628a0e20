import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import "./menu.css";
import { Popover } from "./popover.tsx";

export interface MenuChoice {
  readonly id: string;
  readonly label: string;
  perform(): void;
}

interface MenuButtonProps {
  /** What it is about: its name, and its tooltip. */
  label: string;
  /** `false` in the place of one that there is not now. */
  choices: readonly (MenuChoice | false)[];
}

/** Three dots with choices that hang on them. Tab or the arrows go through them, Enter takes one, Esc closes. */
export function MenuButton({ label, choices }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => setOpen(false);
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        label={label}
        on={isOpen}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      <Popover open={isOpen} onClose={close} anchor={button} placement="bottom end" label={label}>
        <Choices choices={choices.filter((choice) => choice !== false)} onClose={close} />
      </Popover>
    </>
  );
}

interface ChoicesProps {
  choices: readonly MenuChoice[];
  onClose(): void;
}

function Choices({ choices, onClose }: ChoicesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it
    <div ref={list} className="menu" onKeyDown={moved}>
      {choices.map(({ id, label, perform }) => (
        <MenuRow
          key={id}
          onChoose={() => {
            onClose();
            perform();
          }}
        >
          {label}
        </MenuRow>
      ))}
    </div>
  );
}

/** A choice, in a menu or below what else hangs on a button. */
export function MenuRow({ onChoose, children }: { onChoose(): void; children: string }) {
  return (
    <Button className="menu-row" onClick={onChoose}>
      {children}
    </Button>
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
