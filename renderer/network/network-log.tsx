import { useId } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../transport/format.ts";
import { TransportMark } from "../transport/transport-mark.tsx";
import type { Explanation } from "./explain.ts";
import { useExplanations } from "./happenings.ts";
import "./network-log.css";
import { outcomeSentence, whySentence } from "./sentence.ts";

/** How many are shown. */
const MOST = 6;

/** What the network did to one's connection and what became of it, newest last. */
export function NetworkLog() {
  const { t } = useTranslation();
  const title = useId();
  const list = useExplanations((explanations) => explanations.list);
  return (
    <section className="network-log" aria-labelledby={title}>
      <h3 id={title}>{t("network.happened")}</h3>
      {list.length === 0 && <p className="network-log-none">{t("network.nothing")}</p>}
      <ol aria-live="polite" aria-relevant="additions">
        {list.slice(-MOST).map((one) => (
          <Entry key={`${one.at} ${one.why}`} one={one} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ one }: { one: Explanation }) {
  const { t, i18n } = useTranslation();
  const { at, transport, times } = one;
  return (
    <li>
      <time className="num">{clock(at, i18n.language)}</time>
      <span className="network-log-mark">{transport && <TransportMark transport={transport} />}</span>
      <p>
        {whySentence(one, t, i18n.language)} <span>{outcomeSentence(one, t)}</span>
        {times > 1 && <b className="num"> {t("network.times", { count: times })}</b>}
      </p>
    </li>
  );
}
