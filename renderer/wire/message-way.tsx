import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { Avatar } from "../look/avatar.tsx";
import { Button } from "../look/button.tsx";
import { journeyOf, type KnownMessage } from "./known-message.ts";
import "./message-way.css";
import { isPoll, type PacketRow, type Row } from "./rows.ts";
import { headBytes, size, span } from "./say.ts";
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
  const { hops, total } = waterfall;
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
          <HopRow
            key={hop.name}
            hop={hop}
            start={sentAt}
            total={total}
            // Also where the packet that carried it was not recorded.
            transport={hop.row?.carrier.request.transport ?? message.entry.transport}
          />
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

interface HopRowProps {
  hop: Hop;
  start: number;
  total: number;
  transport: TransportName | null;
}

function HopRow({ hop, start, total, transport }: HopRowProps) {
  const { t, i18n } = useTranslation();
  const scale = 100 / Math.max(1, total);
  const left = Math.min(99, Math.max(0, (hop.from - start) * scale));
  return (
    <li data-transport={transport ?? undefined}>
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
      {hop.row && hop.bytes !== null && <Heads row={hop.row} />}
    </li>
  );
}

/** What the heads cost besides: for this packet and those beside it, or once for all of a stream. */
function Heads({ row: { carrier, packet } }: { row: PacketRow }) {
  const { t, i18n } = useTranslation();
  if (!carrier.response) return null;
  const heads = size(headBytes(carrier), i18n.language);
  const count = carrier[packet.direction].packets;
  const isAnsweredOnce = isPoll(carrier) || carrier.request.method === "POST";
  return (
    <span className="hop-heads">
      {!isAnsweredOnce && t("wire.heads.once", { heads })}
      {isAnsweredOnce &&
        (count > 1 ? t("wire.heads.shared", { heads, count }) : t("wire.heads.own", { heads }))}
    </span>
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
  // Where it was not recorded, the way down holds what the host did before.
  const isAtMost = hops.some(({ name }) => name === "brought");
  const byTransport = hops.filter(({ isTransport }) => isTransport).reduce((sum, { ms }) => sum + ms, 0);
  const wasOff = since !== null && message.entry.message.storedAt < since;
  return (
    <ul className="message-way-notes">
      {hops.some(({ isTransport }) => isTransport) && (
        <li>
          {t(isAtMost ? "wire.way.byTransportAtMost" : "wire.way.byTransport", {
            time: span(byTransport, i18n.language),
          })}
        </li>
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
