import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import "./dialog.css";

interface DialogProps {
  open: boolean;
  onClose(): void;
  /** Its name. Shown as the title, unless `bare`: then `children` show a heading of their own. */
  title: string;
  bare?: boolean;
  /** Closes by its own buttons only. */
  stays?: boolean;
  className?: string;
  children: ReactNode;
}

/** A dialog over everything: keeps focus inside, gives it back, closes with Esc and by a press outside. */
export function Dialog({ open, onClose, title, bare, stays = false, className = "", children }: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable={!stays}
      isKeyboardDismissDisabled={stays}
    >
      <Modal className={`modal ${className}`}>
        <AriaDialog className="dialog" {...(bare ? { "aria-label": title } : {})}>
          {!bare && <Heading slot="title">{title}</Heading>}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
