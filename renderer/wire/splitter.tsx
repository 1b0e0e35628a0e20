import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { SHARE, setShare, useShare } from "./details-share.ts";
import "./splitter.css";

/** How far an arrow key moves it, in percent. */
const STEP = 5;

interface SplitterProps {
  /** Id of the part below it, whose height it sets. */
  controls: string;
}

/** The edge between the table and the details: dragged, or moved by the arrow keys, Home and End (ARIA, "Window Splitter"). */
export function Splitter({ controls }: SplitterProps) {
  const { t } = useTranslation();
  const share = useShare((state) => state.share);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>
    <div
      role="separator"
      className="wire-splitter"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t("wire.height")}
      aria-controls={controls}
      aria-valuenow={share}
      aria-valuemin={SHARE.min}
      aria-valuemax={SHARE.max}
      aria-valuetext={`${share} %`}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onDrag}
      onDoubleClick={() => setShare(SHARE.default)}
      onKeyDown={onKeyDown}
    />
  );
}

function onDrag({ currentTarget, pointerId, clientY }: PointerEvent<HTMLDivElement>): void {
  const whole = currentTarget.closest(".wire-left")?.getBoundingClientRect();
  if (!whole || !currentTarget.hasPointerCapture(pointerId)) return;
  setShare((100 * (whole.bottom - clientY)) / whole.height);
}

function onKeyDown(event: KeyboardEvent): void {
  const { share } = useShare.getState();
  const to = { ArrowUp: share + STEP, ArrowDown: share - STEP, Home: SHARE.min, End: SHARE.max }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  setShare(to);
}
