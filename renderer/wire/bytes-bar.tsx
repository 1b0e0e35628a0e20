import { useTranslation } from "react-i18next";
import { size } from "./say.ts";
import "./bytes-bar.css";

export interface Segment {
  readonly name: "typed" | "packet" | "framing" | "heads" | "handshake";
  readonly bytes: number;
}

/** What the bytes were for, to scale; the words below say the same. */
export function BytesBar({ segments }: { segments: readonly Segment[] }) {
  const { t, i18n } = useTranslation();
  const some = segments.filter(({ bytes }) => bytes > 0);
  return (
    <div className="bytes-bar">
      <div aria-hidden="true">
        {some.map(({ name, bytes }) => (
          <span key={name} data-part={name} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <ul>
        {some.map(({ name, bytes }) => (
          <li key={name} data-part={name}>
            <b>{size(bytes, i18n.language)}</b> {t(`wire.part.${name}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
