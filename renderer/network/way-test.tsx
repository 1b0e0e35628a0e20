import type { TFunction } from "i18next";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { testWay, type WayReport, type WayStep } from "../../client/self-test.ts";
import { Button } from "../look/button.tsx";
import { chatNow, useChat } from "../state/chat.ts";
import { useNetwork, wayUrl } from "./network.ts";
import { WayFound } from "./way-found.tsx";
import "./way-test.css";
import { wayVisitor } from "./way-visitor.ts";

/** How long a request is held without a byte, in ms: longer than the usual limit of a proxy. */
const IDLE = 70_000;
const SECONDS = { seconds: IDLE / 1_000 };

interface Test {
  /** What is tried now; null: it is over. */
  readonly step: WayStep | null;
  /** When that began, on the clock of `performance.now()`. */
  readonly since: number;
  readonly known: WayReport;
  /** It did not end by itself. */
  readonly isStopped: boolean;
}

/** One button that tries the way to the host, and says what to use. Of another way, nothing is known yet. */
export function WayTest() {
  const way = useNetwork(({ choice, conditions, isOffline }) =>
    JSON.stringify([choice, conditions, isOffline]),
  );
  const host = useChat((chat) => chat.host?.id ?? "");
  return <TestOfWay key={`${host} ${way}`} />;
}

function TestOfWay() {
  const { t } = useTranslation();
  const title = useId();
  const host = useChat((chat) => chat.host?.name ?? "");
  const [test, setTest] = useState<Test | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function start(): Promise<void> {
    const own = new AbortController();
    stop.current = own;
    const show = (step: WayStep | null, known: WayReport): void => {
      if (!own.signal.aborted) setTest({ step, since: performance.now(), known, isStopped: false });
    };
    const { host } = chatNow();
    const visitor = host ? { visitor: wayVisitor(host.id) } : {};
    try {
      const options = { idleMs: IDLE, began: show, signal: own.signal, ...visitor };
      show(null, await testWay(wayUrl(), options));
    } catch (error) {
      if (!own.signal.aborted) throw error;
    }
  }

  /** What is known by then stays. */
  function end(): void {
    stop.current?.abort();
    setTest((now) => now && { ...now, step: null, isStopped: true });
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
      {test?.step === "idle" && <Held key={test.since} since={test.since} />}
      {test && <Outcome test={test} />}
    </section>
  );
}

function Outcome({ test: { step, known, isStopped } }: { test: Test }) {
  const { t } = useTranslation();
  const isOver = step === null;
  if (known.roundTripMs !== null) return <WayFound known={known} isOver={isOver} />;
  return isOver && !isStopped && <p role="alert">{t("network.way.nobody")}</p>;
}

/** For how many seconds the silent request has been held; not told aloud each second. */
function Held({ since }: { since: number }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(tick);
  }, []);
  return (
    <p className="num" role="timer">
      {t("network.way.held", { held: Math.round((now - since) / 1_000), ...SECONDS })}
    </p>
  );
}

function doing(step: WayStep, t: TFunction): string {
  if (step === "reach" || step === "connections" || step === "idle") return t(`network.way.doing.${step}`);
  return t("network.way.doing.transport", { transport: t(`transport.said.${step}`) });
}
