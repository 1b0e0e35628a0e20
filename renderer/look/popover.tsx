import type { ReactNode, RefObject } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Popover as AriaPopover } from "react-aria-components/Popover";
import "./popover.css";

interface PopoverProps {
  open: boolean;
  onClose(): void;
  /** What it hangs on. */
  anchor: RefObject<Element | null>;
  label: string;
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
  className?: string;
  children: ReactNode;
}

/** A small surface that hangs on a button: takes focus, gives it back, closes with Esc and by a press outside. */
export function Popover({
  open,
  onClose,
  anchor,
  label,
  placement = "bottom start",
  className = "",
  children,
}: PopoverProps) {
  return (
    <AriaPopover
      className={`popover ${className}`}
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      triggerRef={anchor}
      placement={placement}
      offset={4}
    >
      <AriaDialog className="popover-body" aria-label={label}>
        {children}
      </AriaDialog>
    </AriaPopover>
  );
}
