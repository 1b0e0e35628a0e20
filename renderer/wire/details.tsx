import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { useLayout } from "../app/layout.ts";
import { useCopy } from "../chat/use-copy.ts";
import { Button, IconButton } from "../look/button.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { carriageOf } from "./carriage.ts";
import "./details.css";
import { ExchangeDetails } from "./exchange-details.tsx";
import type { KnownMessage } from "./known-message.ts";
import { MessageWay } from "./message-way.tsx";
import { OnTheWire } from "./on-the-wire.tsx";
import { OnlyThis } from "./only-this.tsx";
import { PacketFields } from "./packet-fields.tsx";
import { LifeStates } from "./ready-states.tsx";
import { type ExchangeRow, type NoteRow, type PacketRow, type Row, timeOf } from "./rows.ts";
import {
  addressOf,
  bodyBytes,
  headBytes,
  heldMs,
  isProbe,
  kindWord,
  noteWords,
  size,
  sizeIfKnown,
  span,
  switchWords,
} from "./say.ts";
import { Splitter } from "./splitter.tsx";
import { longTime } from "./times.ts";
import { inWordsOf } from "./what.ts";

interface DetailsProps {
  /** Null: of a message whose packet was not recorded. */
  row: Row | null;
  /** The chat message that it carries, or that was asked about. */
  message: KnownMessage | null;
  rows: readonly Row[];
  /** When the recording began, in Unix ms on the host's clock. */
  since: number | null;
  now: number;
  onClose(): void;
  onSelect(key: number): void;
}

const ID = "wire-details";

/** All about one row: what was written, what it means, and how long it took. */
export function Details(props: DetailsProps) {
  const { row, message, now, onClose } = props;
  const { t } = useTranslation();
  const { isCopied, copy } = useCopy();
  const transport = transportOf(row);
  const isPhone = useLayout() === "phone";
  const only = row?.kind === "packet" && row.message !== null && <OnlyThis message={row.message} />;
  return (
    <section
      className="wire-details"
      aria-labelledby="wire-details-title"
      data-column
      data-transport={transport}
      id={ID}
    >
      <Splitter controls={ID} />
      <header>
        {transport && <TransportMark transport={transport} />}
        <h2 id="wire-details-title">
          <Title row={row} message={message} />
        </h2>
        <p className="wire-facts ellipsis">
          <Facts row={row} now={now} />
        </p>
        {!isPhone && only}
        {row && row.kind !== "note" && (
          <Button icon={isCopied ? "check" : "copy"} onClick={() => copy(plainText(row))}>
            {isCopied ? t("chat.copied") : t("common.copy")}
          </Button>
        )}
        <IconButton icon="close" label={t("common.close")} shortcut="Esc" onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to get there */}
      <div className="wire-details-body" tabIndex={0}>
        {isPhone && only}
        <Columns {...props} />
      </div>
    </section>
  );
}

function transportOf(row: Row | null): TransportName | null {
  if (row?.kind === "packet") return row.carrier.request.transport;
  if (row?.kind === "exchange") return row.request.transport;
  return row?.kind === "note" && row.note === "closed" ? "websocket" : null;
}

function Title({ row, message }: { row: Row | null; message: KnownMessage | null }): ReactNode {
  const { t } = useTranslation();
  if (row?.kind === "packet") return `${kindWord(row, t)}: ${inWordsOf(row.what, t)}`;
  if (row?.kind === "exchange") {
    return `${row.request.method} ${addressOf(row).path}${isProbe(row) ? ` · ${t("wire.probe")}` : ""}`;
  }
  if (row?.kind === "switch") return switchWords(row.switch, t);
  if (row?.kind === "note") return noteWords(row, t);
  return message ? t("wire.what.message", { value: message.entry.message.seq }) : t("wire.details");
}

/** Time, bytes, and how long it was open. */
function Facts({ row, now }: { row: Row | null; now: number }): ReactNode {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  if (!row) return null;
  const facts = [longTime(timeOf(row))];
  if (row.kind === "packet") facts.push(size(carriageOf(row).bytes, language));
  if (row.kind === "exchange") {
    const body = bodyBytes(row);
    facts.push(sizeIfKnown(body === null ? null : headBytes(row) + body, language));
  }
  const exchange = row.kind === "packet" ? row.carrier : row.kind === "exchange" ? row : null;
  if (row.kind === "packet")
    facts.push(t("wire.inside", { request: `${row.carrier.request.method} ${addressOf(row.carrier).path}` }));
  const held = exchange && heldMs(exchange, now);
  if (exchange && held !== null) {
    const time = span(held, language);
    facts.push(exchange.end ? t("wire.wasHeld", { time }) : t("wire.openFor", { time }));
  }
  return facts.join(" · ");
}

function Columns({ row, message, rows, since, now, onSelect }: DetailsProps): ReactNode {
  const { t } = useTranslation();
  if (row?.kind === "exchange") return <ExchangeDetails row={row} now={now} />;
  if (row?.kind === "switch") return <p className="wire-about">{t("wire.about.switch")}</p>;
  if (row?.kind === "note") return <Note row={row} />;
  const way = message && (
    <MessageWay message={message} rows={rows} since={since} chosen={row?.key ?? null} onSelect={onSelect} />
  );
  if (!row) return <div className="wire-columns-3">{way}</div>;
  return (
    <div className="wire-columns-3">
      {way}
      <OnTheWire row={row} onSelect={onSelect} />
      <PacketFields row={row} />
      {!way && <About row={row} />}
    </div>
  );
}

function Note({ row }: { row: NoteRow }) {
  const { t } = useTranslation();
  const about = t(`wire.about.${row.note}`);
  if (row.note !== "closed") return <p className="wire-about">{about}</p>;
  return (
    <div className="wire-columns-3">
      <section>
        <h3>{t("wire.ready.title")}</h3>
        <LifeStates life={row.life} />
      </section>
      <section>
        <h3>{t("wire.whatFor")}</h3>
        <p>{about}</p>
      </section>
    </div>
  );
}

/** What a packet that is no chat message is for. */
function About({ row }: { row: PacketRow }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{t("wire.whatFor")}</h3>
      <p>{t(`wire.about.${row.what.key}`)}</p>
    </section>
  );
}

function plainText(row: Exclude<Row, { kind: "note" }>): string {
  if (row.kind === "switch") return JSON.stringify(row.switch);
  return row.kind === "exchange"
    ? headsOf(row)
    : carriageOf(row)
        .parts.map(({ text }) => text)
        .join("");
}

function headsOf({ request, response }: ExchangeRow): string {
  return request.head + (response?.head ?? "");
}
