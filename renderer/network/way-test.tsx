import type { TFunction } from "i18next";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type TransportReport, testWay, type WayReport, type WayStep } from "../../client/self-test.ts";
import { Button } from "../look/button.tsx";
import { useChat } from "../state/chat.ts";
import { chooseTransport } from "../transport/choose.ts";
import { inWords, latency } from "../transport/format.ts";
import { TransportMark } from "../transport/transport-mark.tsx";
import { wayUrl } from "./network.ts";
import "./way-test.css";

/** How long a request is held without a byte, in ms: longer than the usual limit of a proxy. */
const IDLE = 70_000;
const SECONDS = { seconds: IDLE / 1_000 };

/** Connections to one host that a browser opens over HTTP/1.1. */
const BROWSER_LIMIT = 6;

interface Test {
  /** What is tried now; null: it is over. */
  readonly step: WayStep | null;
  readonly known: WayReport;
}

/** One button that tries the way to the host, and says what to use. */
export function WayTest() {
  const { t, i18n } = useTranslation();
  const title = useId();
  const host = useChat((chat) => chat.host?.name ?? "");
  const [test, setTest] = useState<Test | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function start(): Promise<void> {
    const own = new AbortController();
    stop.current = own;
    const began = (step: WayStep, known: WayReport): void => {
      if (!own.signal.aborted) setTest({ step, known });
    };
    try {
      const known = await testWay(wayUrl(), { idleMs: IDLE, began, signal: own.signal });
      setTest({ step: null, known });
    } catch (error) {
      if (!own.signal.aborted) throw error;
    }
  }

  /** What is known by then stays. */
  function end(): void {
    stop.current?.abort();
    setTest((now) => now && { ...now, step: null });
  }

  const isRunning = test !== null && test.step !== null;
  return (
    <section className="way-test" aria-labelledby={title}>
      <h3 id={title}>{t("network.way.title")}</h3>
      <p className="way-about">{t("network.way.about", { host, ...SECONDS })}</p>
      {isRunning ? (
        <Button onClick={end}>{t("network.way.stop")}</Button>
      ) : (
        <Button onClick={() => void start()}>{t(`network.way.${test ? "again" : "start"}`)}</Button>
      )}
      <p role="status">{test?.step ? doing(test.step, t) : ""}</p>
      {test && <Found known={test.known} isOver={test.step === null} t={t} language={i18n.language} />}
    </section>
  );
}

function doing(step: WayStep, t: TFunction): string {
  if (step === "reach" || step === "connections" || step === "idle")
    return t(`network.way.doing.${step}`, SECONDS);
  return t("network.way.doing.transport", { transport: t(`transport.said.${step}`) });
}

interface FoundProps {
  known: WayReport;
  isOver: boolean;
  t: TFunction;
  language: string;
}

function Found({ known, isOver, t, language }: FoundProps) {
  const { roundTripMs, transports, connectionsFree, idleCutMs, idleTestedMs, advice } = known;
  const inUse = useChat((chat) => chat.transport);
  const time = (ms: number): string => inWords(latency(ms, language));
  if (roundTripMs === null) return isOver && <p role="alert">{t("network.way.nobody")}</p>;
  const isTried = isOver && transports.length > 0;
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
      {isOver && connectionsFree !== null && (
        <p>
          {connectionsFree > BROWSER_LIMIT
            ? t("network.way.manyConnections")
            : t("network.way.connections", { connections: connectionsFree })}
        </p>
      )}
      {isOver && idleTestedMs > 0 && (
        <p>
          {idleCutMs === null
            ? t("network.way.notCut", { time: time(idleTestedMs) })
            : t("network.way.cut", { time: time(idleCutMs) })}
        </p>
      )}
      {isTried && (
        <p className="way-advice" role="status">
          {advice
            ? t("network.way.advice", { transport: t(`transport.said.${advice}`) })
            : t("network.way.none")}
        </p>
      )}
      {isTried && advice && advice !== inUse && (
        <Button onClick={() => void chooseTransport(advice)}>
          {t("network.way.use", { transport: t(`transport.said.${advice}`) })}
        </Button>
      )}
    </>
  );
}

function outcome(
  { outcome, roundTripMs }: TransportReport,
  t: TFunction,
  time: (ms: number) => string,
): string {
  return t(`network.way.${outcome}`, { time: time(roundTripMs ?? 0) });
}
