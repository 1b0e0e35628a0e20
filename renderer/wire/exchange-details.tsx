import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Parts } from "../../protocol/meter.ts";
import { BytesBar, type Segment } from "./bytes-bar.tsx";
import { isIdle } from "./filter.ts";
import { Head } from "./head.tsx";
import { ReadyStates } from "./ready-states.tsx";
import { type ExchangeRow, isPoll } from "./rows.ts";
import { isProbe } from "./say.ts";

/** A request and its response: their heads, what they are for, and what their bytes were for. */
export function ExchangeDetails({ row }: { row: ExchangeRow; now: number }) {
  const { t } = useTranslation();
  const { request, response, end } = row;
  return (
    <div className="wire-columns-3">
      <section>
        <Head title={t("wire.requestHead")} head={request.head} bytes={request.headBytes} />
      </section>
      <section>
        <ReadyStates row={row} />
        {response ? (
          <Head title={t("wire.responseHead")} head={response.head} bytes={response.headBytes} />
        ) : (
          <p className="wire-note">{t("wire.noResponse")}</p>
        )}
      </section>
      <section>
        <h3>{t("wire.whatFor")}</h3>
        <p>{t(`wire.exchange.${purposeOf(row)}`)}</p>
        {isProbe(row) && <p>{t("wire.exchange.probe")}</p>}
        {request.transport === "websocket" && <Handshake row={row} />}
        {end && (
          <>
            <h3>{t("wire.up")}</h3>
            <BytesBar segments={segmentsOf(end.up)} />
            <h3>{t("wire.down")}</h3>
            <BytesBar segments={segmentsOf(end.down)} />
          </>
        )}
        <p className="wire-note">{t("wire.connection", { connection: request.connection })}</p>
      </section>
    </div>
  );
}

function purposeOf(row: ExchangeRow) {
  const { transport, method } = row.request;
  if (method === "POST") return "post";
  if (isIdle(row)) return transport === "short-polling" ? "idle-short" : "idle-long";
  return isPoll(row) ? transport : transport;
}

function segmentsOf({ payload, framing, heads, handshake }: Parts): Segment[] {
  return [
    { name: "packet", bytes: payload },
    { name: "framing", bytes: framing },
    { name: "heads", bytes: heads },
    { name: "handshake", bytes: handshake },
  ];
}

/** The opening handshake of a WebSocket (RFC 6455, sections 4.1 and 4.2.2), with what was really sent. */
function Handshake({ row: { request, response } }: { row: ExchangeRow }) {
  const { t } = useTranslation();
  const steps = [
    ["Upgrade", headerOf(request.head, "Upgrade"), t("wire.handshake.upgrade")],
    ["Sec-WebSocket-Key", headerOf(request.head, "Sec-WebSocket-Key"), t("wire.handshake.key")],
    [String(response?.status ?? "–"), "Switching Protocols", t("wire.handshake.status")],
    [
      "Sec-WebSocket-Accept",
      headerOf(response?.head ?? "", "Sec-WebSocket-Accept"),
      t("wire.handshake.accept"),
    ],
  ] as const;
  return (
    <dl className="wire-handshake">
      {steps.map(([name, value, about]) => (
        <Fragment key={name}>
          <dt>
            {name} <code>{value}</code>
          </dt>
          <dd>{about}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function headerOf(head: string, name: string): string {
  return new RegExp(`^${name}: ([^\r\n]*)`, "im").exec(head)?.[1] ?? "–";
}
