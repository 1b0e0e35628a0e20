import { useTranslation } from "react-i18next";
import { bytesOf, type Parts, requestsOf } from "../../protocol/meter.ts";
import { CostTable } from "./cost-table.tsx";
import { Disclosure } from "./disclosure.tsx";
import type { Figures } from "./figures.ts";
import { bytes, inWords, mean, percent, perMinute, scaledUp } from "./format.ts";
import { billOf } from "./intervals.ts";
import { KINDS, PARTS, perMessage } from "./rates.ts";

/** Where the figures come from: each closed until somebody asks. */
export function CostDetails({ figures }: { figures: Figures }) {
  return (
    <>
      <Bytes figures={figures} />
      <Requests figures={figures} />
      <Repairs figures={figures} />
      <HostFigures figures={figures} />
      <Notes figures={figures} />
    </>
  );
}

interface Props {
  figures: Figures;
}

function Bytes({ figures: { now, transport } }: Props) {
  const { t, i18n } = useTranslation();
  const bill = now.meter && billOf(now.meter, transport);
  const size = (count: number | null | undefined): string => inWords(bytes(count ?? null, i18n.language));
  const rate = (count: number | null | undefined): string =>
    inWords(scaledUp(bytes(count ?? null, i18n.language), now.scaledFrom));
  const row = (value: (parts: Parts) => number): string[] => [
    ...[now.rates?.up, now.rates?.down].map((parts) => rate(parts && value(parts))),
    ...[bill?.up, bill?.down].map((parts) => size(parts && value(parts))),
  ];
  const total = now.up === null || now.down === null ? null : now.up + now.down;
  const cost = perMessage(now.rates);
  return (
    <Disclosure
      title={t("transport.whereBytes")}
      figure={rate(total) + (total === null ? "" : t("transport.perMinute"))}
    >
      <p className="cost-note">
        {cost
          ? t("transport.perMessageLong", { text: size(cost.text), wire: size(cost.wire) })
          : t("transport.noMessageYet")}
      </p>
      <ScaledNote now={now} />
      <CostTable
        label={t("transport.whereBytes")}
        columns={[
          t("transport.sentPerMinute"),
          t("transport.receivedPerMinute"),
          t("transport.sentInAll"),
          t("transport.receivedInAll"),
        ]}
        rows={[
          ...PARTS.map((part) => ({
            name: t(`transport.part.${part}`),
            about: t(`transport.partAbout.${part}`),
            figures: row((parts) => parts[part]),
          })),
          {
            name: t("transport.total"),
            about: t("transport.totalAbout", { transport: t(`transport.said.${transport}`) }),
            figures: row(bytesOf),
            isTotal: true,
          },
        ]}
      />
    </Disclosure>
  );
}

function Requests({ figures: { now, transport } }: Props) {
  const { t, i18n } = useTranslation();
  const bill = now.meter && billOf(now.meter, transport);
  const count = (times: number | null | undefined): string =>
    inWords(perMinute(times ?? null, i18n.language));
  const rate = (times: number | null | undefined): string =>
    inWords(scaledUp(perMinute(times ?? null, i18n.language), now.scaledFrom));
  const all = now.rates && requestsOf(now.rates.requests);
  return (
    <Disclosure
      title={t("transport.whichRequests")}
      figure={rate(all) + (all === null ? "" : t("transport.perMinute"))}
    >
      <CostTable
        label={t("transport.whichRequests")}
        columns={[t("transport.aMinute"), t("transport.sinceConnected")]}
        rows={[
          ...KINDS.map((kind) => ({
            name: t(`transport.kind.${kind}`),
            about: t(`transport.kindAbout.${kind}`),
            // How many wait is a figure of the moment, not of a minute.
            figures: [
              kind === "waiting" ? t("transport.dash") : rate(now.rates?.requests[kind]),
              count(bill?.requests[kind]),
            ],
          })),
          {
            name: t("transport.total"),
            about: t("transport.totalAbout", { transport: t(`transport.said.${transport}`) }),
            figures: [rate(all), count(bill && requestsOf(bill.requests))],
            isTotal: true,
          },
        ]}
      />
      <ScaledNote now={now} />
      <p className="cost-note">
        {transport === "websocket"
          ? t("transport.socketNote")
          : t("transport.connectionsNote", { open: now.meter?.connections ?? t("transport.dash") })}
      </p>
      <p className="cost-note">
        {t("transport.held", { figure: inWords(mean(now.rates?.held ?? null, i18n.language)) })}
      </p>
    </Disclosure>
  );
}

function Repairs({ figures: { repairs } }: Props) {
  const { t, i18n } = useTranslation();
  const count = (times: number): string => inWords(perMinute(times, i18n.language));
  const { retransmitted, duplicates, recovered } = repairs;
  return (
    <Disclosure title={t("transport.repairs")} figure={count(retransmitted + duplicates + recovered)}>
      <CostTable
        label={t("transport.repairs")}
        columns={[t("transport.sinceJoined")]}
        rows={(["retransmitted", "duplicates", "recovered"] as const).map((kind) => ({
          name: t(`transport.repair.${kind}`),
          about: t(`transport.repairAbout.${kind}`),
          figures: [count(repairs[kind])],
        }))}
      />
    </Disclosure>
  );
}

function HostFigures({ figures: { now } }: Props) {
  const { t, i18n } = useTranslation();
  const cpu = inWords(percent(now.rates?.cpu ?? null, i18n.language));
  const memory = inWords(bytes(now.meter?.host.memory ?? null, i18n.language));
  return (
    <Disclosure title={t("transport.host")} figure={cpu}>
      <CostTable
        label={t("transport.host")}
        columns={[t("transport.now")]}
        rows={[
          { name: t("transport.cpu"), about: t("transport.cpuAbout"), figures: [cpu] },
          { name: t("transport.memory"), about: t("transport.memoryAbout"), figures: [memory] },
        ]}
      />
    </Disclosure>
  );
}

/** That a minute is not full yet, and how much of it is there. */
function ScaledNote({ now: { scaledFrom } }: Pick<Figures, "now">) {
  const { t } = useTranslation();
  if (scaledFrom === null) return null;
  return (
    <p className="cost-note">{t("transport.about.scaled", { seconds: Math.round(scaledFrom / 1_000) })}</p>
  );
}

/** What the figures do not hold. */
function Notes({ figures: { now } }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {now.meter?.proxied && <p className="cost-note">{t("transport.proxied")}</p>}
      {location.protocol === "https:" && <p className="cost-note">{t("transport.tls")}</p>}
    </>
  );
}
