import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import "./drawer.css";

interface DrawerProps {
  side: "left" | "right";
  open: boolean;
  onClose(): void;
  label: string;
  children: ReactNode;
}

/** A column that lies over the room where there is no space beside it. Closes with Esc and by a press outside. */
export function Drawer({ side, open, onClose, label, children }: DrawerProps) {
  return (
    <ModalOverlay
      className="drawer-scrim"
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable
    >
      <Modal className={`drawer ${side}`}>
        <Dialog className="drawer-body" aria-label={label}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
