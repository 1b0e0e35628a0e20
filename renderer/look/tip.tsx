import type { ComponentProps } from "react";
import { Focusable } from "react-aria-components/Focusable";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import "./tip.css";

interface TipProps {
  text: string;
  shortcut?: string | undefined;
  /** One element that can be focused. */
  children: ComponentProps<typeof Focusable>["children"];
}

/** A tooltip for whatever it is wrapped around: after a moment under the pointer, at once on keyboard focus. */
export function Tip({ text, shortcut, children }: TipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Focusable>{children}</Focusable>
      <Tooltip className="tip" offset={6}>
        {text}
        {shortcut && <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
