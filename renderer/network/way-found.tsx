import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { areTransportsKnown, type TransportReport, type WayReport } from "../../client/self-test.ts";
import { Button } from "../look/button.tsx";
import { useChat } from "../state/chat.ts";
import { chooseTransport } from "../transport/choose.ts";
import { inWords, latency } from "../transport/format.ts";
import { TransportMark } from "../transport/transport-mark.tsx";

/** Connections to one host that a browser opens over HTTP/1.1. */
const BROWSER_LIMIT = 6;

interface FoundProps {
  known: WayReport;
  /** The test ended, by itself or not. */
  isOver: boolean;
}

/** What the test of the way has found so far, and what to use as soon as that is known. */
export function WayFound({ known, isOver }: FoundProps) {
  const { t, i18n } = useTranslation();
  const { transports, connectionsFree, breaks, isLocked } = known;
  const time = (ms: number): string => inWords(latency(ms, i18n.language));
  if (isLocked) return <p role="alert">{t("network.way.locked")}</p>;
  return (
    <>
      <ul>
        {transports.map((one) => (
          <li key={one.transport}>
            <TransportMark transport={one.transport} />
            <span>{t(`transport.name.${one.transport}`)}</span>
            <span>{outcome(one, t, time)}</span>
          </li>
        ))}
      </ul>
      <Advice known={known} isOver={isOver} />
      {connectionsFree !== null && (
        <p>
          {connectionsFree > BROWSER_LIMIT
            ? t("network.way.manyConnections")
            : t("network.way.connections", { connections: connectionsFree })}
        </p>
      )}
      {isOver && idleSentences(known, t, time).map((sentence) => <p key={sentence}>{sentence}</p>)}
      {breaks > 0 && <p>{t("network.way.breaks", { times: breaks })}</p>}
    </>
  );
}

/** Of a test that was stopped, only what cannot become better: the first that works is the best. */
function Advice({ known, isOver }: FoundProps) {
  const { t } = useTranslation();
  const inUse = useChat((chat) => chat.transport);
  const { advice, transports } = known;
  const isSure = transports.some(({ transport, outcome }) => transport === advice && outcome === "works");
  if (!areTransportsKnown(known) && !(isOver && isSure)) return null;
  if (advice === null)
    return (
      <p className="way-advice" role="status">
        {t("network.way.none")}
      </p>
    );
  const transport = t(`transport.said.${advice}`);
  return (
    <>
      <p className="way-advice" role="status">
        {t("network.way.advice", { transport })}
      </p>
      {advice !== inUse && (
        <Button onClick={() => void chooseTransport(advice)}>{t("network.way.use", { transport })}</Button>
      )}
    </>
  );
}

type Time = (ms: number) => string;

function outcome({ outcome, roundTripMs }: TransportReport, t: TFunction, time: Time): string {
  return t(`network.way.${outcome}`, { time: roundTripMs === null ? "–" : time(roundTripMs) });
}

function idleSentences({ idleCutMs, idleResetMs, idleTestedMs }: WayReport, t: TFunction, time: Time) {
  if (idleCutMs !== null) return [t("network.way.cut", { time: time(idleCutMs) })];
  return [
    ...(idleResetMs === null ? [] : [t("network.way.reset", { time: time(idleResetMs) })]),
    ...(idleTestedMs === 0 ? [] : [t("network.way.notCut", { time: time(idleTestedMs) })]),
  ];
}
