import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HostingPage, ReachTest as Told } from "../../protocol/hosting.ts";
import { Button } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { type Trouble, testReach } from "./own-host.ts";
import { troubleText } from "./trouble-text.ts";

/** Whether others reach the host: what neighbours say that try it, and the last visitor. */
export function ReachTest({ page, url }: { page: HostingPage; url: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { isBusy, told, trouble, test } = useTest();
  const { visitor, port } = page;
  const clock = new Intl.DateTimeFormat(i18n.language, { timeStyle: "medium" });
  return (
    <section className="hosting-part" aria-labelledby="hosting-test">
      <div className="hosting-test-head">
        <h3 id="hosting-test">{t("hosting.test.title")}</h3>
        <Button size="small" busy={isBusy ? t("hosting.test.busy") : undefined} onClick={test}>
          {t("hosting.test.start")}
        </Button>
      </div>
      <ul className="hosting-results" aria-live="polite">
        {told?.neighbours.map(({ name, attempt }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name, and the list is replaced as a whole
          <Result key={i} isGood={attempt === "reached"}>
            {t(`hosting.test.${attempt}`, { name, port })}
          </Result>
        ))}
        {told?.neighbours.length === 0 && <Result isGood={null}>{t("hosting.test.nobody")}</Result>}
        {trouble && (
          <Result isGood={false}>
            {t("hosting.test.failed", { message: troubleText(trouble, port, t) })}
          </Result>
        )}
        {visitor ? (
          <Result isGood>
            {t("hosting.test.visitor", { address: visitor.address, time: clock.format(visitor.at) })}
          </Result>
        ) : (
          url !== undefined && <Result isGood={null}>{t("hosting.test.phone", { url })}</Result>
        )}
      </ul>
    </section>
  );
}

interface ResultProps {
  /** Null while it is not known. */
  isGood: boolean | null;
  children: string;
}

function Result({ isGood, children }: ResultProps) {
  const icon = isGood === null ? "clock" : isGood ? "check" : "alert";
  return (
    <li className={isGood === null ? "" : isGood ? "good" : "bad"}>
      <Icon name={icon} />
      {children}
    </li>
  );
}

function useTest() {
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  async function test(): Promise<void> {
    setBusy(true);
    setTold(null);
    setTrouble(null);
    const result = await testReach();
    if (isGone.current) return;
    setBusy(false);
    if (result.ok) setTold(result.value);
    else setTrouble(result.trouble);
  }
  return { isBusy, told, trouble, test: () => void test() };
}
