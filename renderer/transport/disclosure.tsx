import type { ReactNode } from "react";
import { Icon } from "../look/icon.tsx";
import "./disclosure.css";

interface DisclosureProps {
  title: string;
  /** The figure that matters most, seen while it is closed. */
  figure: string;
  children: ReactNode;
}

/** A line with a figure that opens to show where the figure comes from. */
export function Disclosure({ title, figure, children }: DisclosureProps) {
  return (
    <details className="disclosure">
      <summary>
        <Icon name="chevron-down" size={14} />
        {title}
        <b>{figure}</b>
      </summary>
      {children}
    </details>
  );
}
