import { type ReactNode, useEffect, useRef } from "react";
import { ConnectionLine } from "../chat/connection-line.tsx";
import { PhoneStrip } from "../transport/phone-strip.tsx";
import { useLayout } from "./layout.ts";
import "./over-screen.css";
import { Rail } from "./rail.tsx";

interface OverScreenProps {
  screen: "wire" | "race";
  title: string;
  className: string;
  head: ReactNode;
  /** The last of them takes the space that the others leave. */
  children: ReactNode;
}

/** A screen that lies over the chat, which stays as it is. */
export function OverScreen({ screen, title, className, head, children }: OverScreenProps) {
  const layout = useLayout();
  return (
    <div className={`over-screen ${className}`}>
      <Rail screen={screen} />
      <main aria-label={title}>
        {head}
        {layout === "phone" && <PhoneStrip />}
        <ConnectionLine />
        {children}
      </main>
    </div>
  );
}

interface OverHeadProps {
  title: string;
  /** Below the title. */
  below: ReactNode;
  /** What can be done. */
  children: ReactNode;
}

/** What the screen is. Its title takes the focus when it opens, since what had that is behind it now. */
export function OverHead({ title, below, children }: OverHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header className="over-head">
      <div className="over-title">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {below}
      </div>
      {children}
    </header>
  );
}
