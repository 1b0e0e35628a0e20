import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { type Carriage, carriageOf } from "./carriage.ts";
import { Head } from "./head.tsx";
import type { PacketRow } from "./rows.ts";
import { size } from "./say.ts";

/** The chunk, the event or the frame as it was sent, with the packet marked in it, and the head that came before. */
export function OnTheWire({ row, onSelect }: { row: PacketRow; onSelect(key: number): void }) {
  const { t, i18n } = useTranslation();
  const carriage = carriageOf(row);
  const { request, response } = row.carrier;
  const isUp = row.packet.direction === "up";
  const isPost = request.method === "POST";
  return (
    <section>
      <h3>
        {t("wire.onTheWire")} <span>{size(carriage.bytes, i18n.language)}</span>
      </h3>
      <pre className="wire-written">
        {carriage.parts.map(({ role, text, hex }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stand in this order
          <span key={i} className={`${role} ${hex ? "hex" : ""}`}>
            {visible(text)}
            {hex && role === "around" ? " " : ""}
          </span>
        ))}
      </pre>
      {row.packet.cut && <p className="wire-note">{t("wire.cut")}</p>}
      <p className="wire-note">{t(`wire.carried.${isPost ? "post" : request.transport}`)}</p>
      {carriage.frame && <FrameNotes frame={carriage.frame} length={row.packet.bytes} />}
      {isUp ? (
        <Head title={t("wire.requestHead")} head={request.head} bytes={request.headBytes} once={!isPost} />
      ) : null}
      {!isUp && response && (
        <Head title={t("wire.responseHead")} head={response.head} bytes={response.headBytes} once />
      )}
      <Button size="small" onClick={() => onSelect(row.carrier.key)}>
        {t("wire.showCarrier")}
      </Button>
    </section>
  );
}

/** A WebSocket's frame head, bit by bit: RFC 6455, section 5.2. */
function FrameNotes({ frame, length }: { frame: NonNullable<Carriage["frame"]>; length: number }) {
  const { t } = useTranslation();
  const [first, second] = frame.hex.split(" ");
  return (
    <dl className="wire-fields">
      <div>
        <dt>{first}</dt>
        <dd>{t(frame.opcode === 1 ? "wire.frame.text" : "wire.frame.binary")}</dd>
      </div>
      <div>
        <dt>{frame.hex.slice(3) || second}</dt>
        <dd>{t("wire.frame.length", { length })}</dd>
      </div>
      <div>
        <dt>{t("wire.frame.mask")}</dt>
        <dd>{t(frame.isMasked ? "wire.frame.masked" : "wire.frame.unmasked")}</dd>
      </div>
    </dl>
  );
}

/** Line ends are what a stream is framed by, so they are shown; the browser shows none. */
function visible(text: string): string {
  return text.replaceAll("\u001e", "\\x1e").replaceAll("\r", "\\r").replaceAll("\n", "\\n\n");
}
