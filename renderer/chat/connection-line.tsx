import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../app/problem-text.ts";
import { Button } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { useAutomatic } from "../network/automatic.ts";
import { useLastDrop } from "../network/use-last-drop.ts";
import { useChat } from "../state/chat.ts";
import { chooseTransport } from "../transport/choose.ts";
import "./connection-line.css";

/** How long it is said that the connection is back, in ms. */
const BACK_FOR = 4_000;
/** A connection that comes about within this time says nothing, in ms. */
const QUIET_FOR = 1_000;

/** Under the room's header while there is no connection: why, when it is tried again, and that writing goes on. */
export function ConnectionLine() {
  const link = useChat((chat) => chat.link);
  const isLocked = useChat((chat) => chat.lock !== null);
  if (isLocked) return null; // a dialog says why
  if (link === "connected") return <BackLine />;
  return link === "connecting" ? <Connecting /> : <Lost />;
}

function Connecting() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  const problem = useChat((chat) => chat.problem);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const late = setTimeout(() => setLate(true), QUIET_FOR);
    return () => clearTimeout(late);
  }, []);
  if (problem) return <Lost />;
  if (!isLate) return null;
  return (
    <div className="connection-line" role="status">
      <Icon name="clock" />
      <p>{t("chat.connecting", { host })}</p>
    </div>
  );
}

/** What only says that nothing answers. */
const SILENCE = new Set<string>(["unreachable", "connection-lost", "host-silent", "closed-by-host"]);

function Lost() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  const problem = useChat((chat) => chat.problem);
  const isClosed = useChat((chat) => chat.isHostClosed);
  const session = useChat((chat) => chat.session);
  const drop = useLastDrop();
  const isAutomatic = useAutomatic(({ steps }) => steps !== null);
  const isTransport = problem?.code === "transport-failed" || problem?.code === "transport-not-served";
  const isSilent = problem === null || SILENCE.has(problem.code);
  if (problem?.code === "rerouted") return <Rerouted />;
  // Beside why it does not get through, what helps is enough.
  const isSaid = drop !== null && problem?.code === "transport-failed";
  const help = isSaid ? t("network.automatic.instead") : problem && problemText(problem, t);
  return (
    <div className="connection-line lost">
      <Icon name="alert" />
      <p role="alert">
        <b>
          {isSilent
            ? t(isClosed ? "chat.hostClosed" : drop?.isTheWay ? "network.lost" : "chat.noAnswer", { host })
            : t("chat.notConnected", { host })}
        </b>
        <span>
          {drop?.why} {isSilent ? t("chat.keepWriting") : help}
        </span>
      </p>
      <Countdown />
      {isTransport && !isAutomatic && (
        <Button onClick={() => void chooseTransport("auto")}>{t("network.automatic.use")}</Button>
      )}
      <Button onClick={() => session?.retryNow()}>{t("common.tryNow")}</Button>
    </div>
  );
}

/** The way to the host was changed here: nothing is wrong, and it takes a moment. */
function Rerouted() {
  const { t } = useTranslation();
  return (
    <div className="connection-line" role="status">
      <Icon name="clock" />
      <p>{t("network.changing")}</p>
    </div>
  );
}

/** The seconds until the next try. */
function Countdown() {
  const { t } = useTranslation();
  const retryAt = useChat((chat) => chat.retryAt);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (retryAt === null) return;
    const tick = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(tick);
  }, [retryAt]);
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1_000);
  return (
    <span className="connection-countdown num" role="timer">
      {seconds > 0 ? t("chat.tryingIn", { seconds }) : t("chat.trying")}
    </span>
  );
}

/** For a moment after the connection came back. */
function BackLine() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  const returns = useChat((chat) => chat.returns);
  const drop = useLastDrop();
  const [told, setTold] = useState(0);
  useEffect(() => {
    const end = setTimeout(() => setTold(returns), BACK_FOR);
    return () => clearTimeout(end);
  }, [returns]);
  if (told === returns) return null;
  return (
    <div className="connection-line back" role="status">
      <Icon name="check" />
      <p>
        {t("chat.back", { host })}
        {drop && (
          <span className="connection-why">
            {drop.why} {drop.outcome}
          </span>
        )}
      </p>
    </div>
  );
}
