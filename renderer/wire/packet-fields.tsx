import { useTranslation } from "react-i18next";
import { BytesBar, type Segment } from "./bytes-bar.tsx";
import { carriageOf } from "./carriage.ts";
import { field, readPacket } from "./packet.ts";
import type { PacketRow } from "./rows.ts";
import { size } from "./say.ts";
import { dayTime } from "./times.ts";

/** Longer values are cut in the list, in characters: they stand whole beside it. */
const LONG = 120;

/** The packet, decoded: Engine.IO's part, Socket.IO's part, the event and its fields, and what its bytes were for. */
export function PacketFields({ row }: { row: PacketRow }) {
  const { t, i18n } = useTranslation();
  const { packet } = row;
  const { engine, text, socket } = readPacket(packet.packet, packet.binary);
  const whole = carriageOf(row).bytes;
  const fields: [string, string][] = [
    ["Engine.IO", packet.binary ? engine : `${packet.packet[0]} = ${engine}`],
  ];
  if (socket) {
    fields.push(["Socket.IO", `${text[0]} = ${socket.type}`]);
    if (socket.namespace !== "/") fields.push([t("wire.field.namespace"), socket.namespace]);
    if (socket.ack !== null) fields.push([t("wire.field.ack"), String(socket.ack)]);
    if (socket.event !== null) fields.push([t("wire.field.event"), socket.event]);
    fields.push(...fieldsOf(socket.body));
  } else if (text !== "" && !packet.binary) fields.push(...fieldsOf(jsonOf(text)));
  return (
    <section>
      <h3>
        {t("wire.packet")}{" "}
        <span>
          {t("wire.partOf", { part: size(packet.bytes, i18n.language), whole: size(whole, i18n.language) })}
        </span>
      </h3>
      <dl className="wire-fields">
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value.length > LONG ? `${value.slice(0, LONG)}…` : value}{" "}
              {isTime(name, value) && <time>{dayTime(Number(value))}</time>}
            </dd>
          </div>
        ))}
      </dl>
      <BytesBar segments={segmentsOf(row, socket?.body, whole)} />
    </section>
  );
}

/** Bytes that somebody has typed, the rest of the packet, and what the transport put around it. */
function segmentsOf({ packet }: PacketRow, body: unknown, whole: number): Segment[] {
  const text = field(body, "text");
  const typed = typeof text === "string" ? Math.min(packet.bytes, new TextEncoder().encode(text).length) : 0;
  return [
    { name: "typed", bytes: typed },
    { name: "packet", bytes: packet.bytes - typed },
    { name: "framing", bytes: Math.max(0, whole - packet.bytes) },
  ];
}

function fieldsOf(body: unknown): [string, string][] {
  if (body === undefined || body === null) return [];
  if (typeof body !== "object") return [["", String(body)]];
  return Object.entries(body).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
}

/** Whether a field is a moment in Unix ms: by its name, and by being later than 2001. */
function isTime(name: string, value: string): boolean {
  return /At$/.test(name) && /^[1-9]\d{12}(\.\d+)?$/.test(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a plain word, such as "probe"
  }
}
