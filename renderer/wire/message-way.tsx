import { useTranslation } from "react-i18next";
import { Avatar } from "../look/avatar.tsx";
import { Button } from "../look/button.tsx";
import { journeyOf, type KnownMessage } from "./known-message.ts";
import "./message-way.css";
import type { Row } from "./rows.ts";
import { size, span } from "./say.ts";
import { longTime } from "./times.ts";
import { type Hop, packetsOf, type Waterfall, waterfallOf } from "./waterfall.ts";

interface MessageWayProps {
  message: KnownMessage;
  rows: readonly Row[];
  since: number | null;
  /** The packet on screen: the other one of the message can be gone to. */
  chosen: number | null;
  onSelect(key: number): void;
}

/** How a message came here: hop by hop to scale, and what of it nobody knows. */
export function MessageWay({ message, rows, since, chosen, onSelect }: MessageWayProps) {
  const { t, i18n } = useTranslation();
  const { sender, text, sentAt, id } = message.entry.message;
  const waterfall = waterfallOf(journeyOf(message), rows);
  const { hops } = waterfall;
  const total = hops.reduce((sum, { ms }) => sum + ms, 0);
  const { up, down } = packetsOf(rows, id);
  const other = chosen === down?.key ? up : down;
  return (
    <section className="message-way" aria-labelledby="message-way">
      <h3 id="message-way">
        {t("wire.way.title")} <span>{t("wire.way.total", { time: span(total, i18n.language) })}</span>
      </h3>
      <div className="message-way-said">
        <Avatar id={sender.id} name={sender.name} size={20} />
        <p>
          <b>{sender.name}</b> <time>{longTime(sentAt)}</time>
          <br />
          {text}
        </p>
      </div>
      <ol>
        {hops.map((hop) => (
          <HopRow key={hop.name} hop={hop} start={sentAt} total={total} />
        ))}
      </ol>
      <Notes waterfall={waterfall} message={message} since={since} />
      {other && (
        <Button size="small" onClick={() => onSelect(other.key)}>
          {t(other === up ? "wire.way.showUp" : "wire.way.showDown")}
        </Button>
      )}
    </section>
  );
}

function HopRow({ hop, start, total }: { hop: Hop; start: number; total: number }) {
  const { t, i18n } = useTranslation();
  const scale = 100 / Math.max(1, total);
  const transport = hop.row?.carrier.request.transport;
  const left = Math.min(99, Math.max(0, (hop.from - start) * scale));
  return (
    <li data-transport={transport}>
      <span>
        {t(`wire.hop.${hop.name === "held" && transport === "short-polling" ? "polled" : hop.name}`)}
      </span>
      <span className="hop-scale" aria-hidden="true">
        <i
          className={hop.isTransport ? "transport" : ""}
          style={{ left: `${left}%`, width: `${Math.min(100 - left, hop.ms * scale)}%` }}
        />
      </span>
      <span className="num">{span(hop.ms, i18n.language)}</span>
      <span className="num">{hop.bytes === null ? "" : size(hop.bytes, i18n.language)}</span>
    </li>
  );
}

/** What is not known is said, with why. */
function Notes({
  waterfall: { unknown, hops },
  message,
  since,
}: {
  waterfall: Waterfall;
  message: KnownMessage;
  since: number | null;
}) {
  const { t, i18n } = useTranslation();
  const byTransport = hops.filter(({ isTransport }) => isTransport).reduce((sum, { ms }) => sum + ms, 0);
  const wasOff = since !== null && message.entry.message.storedAt < since;
  return (
    <ul className="message-way-notes">
      {hops.some(({ isTransport }) => isTransport) && (
        <li>{t("wire.way.byTransport", { time: span(byTransport, i18n.language) })}</li>
      )}
      {unknown.map((one) => (
        <li key={one}>
          {one === "not-recorded"
            ? t(wasOff ? "wire.way.wasOff" : "wire.way.notKept")
            : t(`wire.unknown.${one}`)}
        </li>
      ))}
    </ul>
  );
}
