import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Life } from "../../client/session.ts";
import { useChat } from "../state/chat.ts";
import { hasReadyState, isClosed, lifeOf, newestLife, type StateName, statesOf } from "./lives.ts";
import "./ready-states.css";
import type { ExchangeRow } from "./rows.ts";
import { span } from "./say.ts";
import { longTime } from "./times.ts";
import { useLives } from "./use-lives.ts";

/** The ready state of what carries the session now, as the browser tells it; of a transport that has none, that. */
export function ReadyStateNow() {
  const { t } = useTranslation();
  const transport = useChat((chat) => chat.transport);
  const life = newestLife(transport, useLives());
  const state = life && statesOf(life).at(-1);
  if (!state && hasReadyState(transport)) return null; // not made yet
  const maker = transport === "iframe-streaming" ? "iframe" : "fetch";
  return (
    <>
      <span className="ready-now" data-transport={transport}>
        {state ? t("wire.ready.now", { kind: life.kind, ...state }) : t(`wire.ready.none.${maker}`)}
      </span>
      {" · "}
    </>
  );
}

/** What the page could read of an exchange's connection while it lived. */
export function ReadyStates({ row }: { row: ExchangeRow }) {
  const { t } = useTranslation();
  const life = lifeOf(row, useLives());
  return (
    <>
      <h3>{t("wire.ready.title")}</h3>
      {life ? <LifeStates life={life} /> : <p className="wire-note">{whyNone(row, t)}</p>}
    </>
  );
}

function whyNone(row: ExchangeRow, t: TFunction): string {
  const { transport, method } = row.request;
  if (method === "POST") return t("wire.ready.why.post");
  if (transport === "sse" || transport === "websocket") return t("wire.ready.forgotten");
  return t(`wire.ready.why.${transport}`);
}

/** Each state with when it began and how long it lasted, then how it closed. */
export function LifeStates({ life }: { life: Life }) {
  const { t, i18n } = useTranslation();
  const states = statesOf(life);
  return (
    <>
      <ol className="ready-states" aria-label={life.kind}>
        {states.map(({ number, name, at, ms }, i) => (
          <li key={at} aria-current={i === states.length - 1 || undefined}>
            <code>
              {number} {name}
            </code>
            <span className="num">
              {longTime(at)}
              {ms !== null && ` ${t("wire.ready.lasted", { time: span(ms, i18n.language) })}`}
            </span>
            <p>{stateWords(life.kind, name, t)}</p>
          </li>
        ))}
      </ol>
      {isClosed(life) && <Close close={life.close} />}
    </>
  );
}

function stateWords(kind: Life["kind"], name: StateName, t: TFunction): string {
  if (kind === "WebSocket") return t(`wire.ready.WebSocket.${name}`);
  return name === "CLOSING" ? "" : t(`wire.ready.EventSource.${name}`); // an EventSource closes at once
}

/** Close codes that a chat meets: RFC 6455, section 7.4.1. */
const CODES: Record<number, "normal" | "away" | "none" | "abnormal"> = {
  1000: "normal",
  1001: "away",
  1005: "none",
  1006: "abnormal",
};

function Close({ close: { code, reason, wasClean } }: { close: NonNullable<Life["close"]> }) {
  const { t } = useTranslation();
  const fields = [
    ["code", code, t(`wire.ready.code.${CODES[code] ?? "other"}`)],
    ["reason", reason || '""', reason ? "" : t("wire.ready.noReason")],
    ["wasClean", String(wasClean), t(wasClean ? "wire.ready.wasClean" : "wire.ready.notClean")],
  ] as const;
  return (
    <>
      <h3>{t("wire.ready.close")}</h3>
      <dl className="wire-fields">
        {fields.map(([name, value, about]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value} <span className="ready-about">{about}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
