import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoveryState, FoundHost } from "../../protocol/discovery.ts";
import { PROTOCOL_VERSION } from "../../protocol/limits.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { addWords } from "../words/index.ts";
import { nearby } from "../words/nearby.ts";
import { HostRow } from "./host-row.tsx";
import "./nearby-hosts.css";
import { forgetHost, type RememberedHost, rememberedHosts } from "./remembered.ts";
import { sinceText } from "./since.ts";
import { useAskNearby, useNearby } from "./use-nearby.ts";
import type { OwnHost } from "./use-own-host.ts";

addWords("nearby", nearby);

interface NearbyHostsProps {
  own: OwnHost;
  /** Whether there is a name to join with. */
  checkName(): boolean;
  onJoin(url: string, host: HostInfo): void;
}

/** The other hosts: those that were found on the network, and those that were joined before. */
export function NearbyHosts({ own, ...way }: NearbyHostsProps) {
  const isThere = own.state === "found";
  useAskNearby(isThere ? own.url : null);
  const page = useNearby((nearby) => nearby.page);
  const found = page?.hosts ?? [];
  const elsewhere = new Set([...found.map(({ id }) => id), ...(isThere ? [own.host.id] : [])]);
  return (
    <>
      <ul className="start-list">
        {found.map((host) => (
          <FoundRow key={host.id} host={host} {...way} />
        ))}
      </ul>
      {page && <Trouble state={page.state} />}
      <Remembered except={elsewhere} {...way} />
    </>
  );
}

/** At the head of the list: how many were found. */
export function NearbyNote() {
  const { t } = useTranslation();
  const page = useNearby((nearby) => nearby.page);
  const count = page?.hosts.length ?? 0;
  return (
    <span className="start-note" role="status">
      {page?.state === "on" && (count > 0 ? t("nearby.found", { count }) : t("nearby.looking"))}
    </span>
  );
}

type Way = Omit<NearbyHostsProps, "own">;

function FoundRow({ host, ...way }: Way & { host: FoundHost }) {
  const { t } = useTranslation();
  const { rooms, people } = host;
  const canJoin = host.protocol === PROTOCOL_VERSION;
  return (
    <HostRow
      host={host}
      {...(rooms !== null && { detail: t("nearby.rooms", { count: rooms }) })}
      note={canJoin ? people !== null && t("common.people", { count: people }) : t("nearby.otherVersion")}
      asksForPasscode={host.passcode}
      canJoin={canJoin}
      {...way}
    />
  );
}

/** Why no others are found, where that can be known. */
function Trouble({ state }: { state: DiscoveryState }) {
  const { t } = useTranslation();
  if (state === "on" || state === "off" || state === "local") return null;
  return (
    <p className="start-trouble" role="status">
      {t(`nearby.problem.${state}`)}
    </p>
  );
}

function Remembered({ except, ...way }: Way & { except: ReadonlySet<string> }) {
  const { t, i18n } = useTranslation();
  const [hosts, setHosts] = useState<RememberedHost[]>(rememberedHosts);
  const shown = hosts.filter(({ id }) => !except.has(id));
  if (shown.length === 0) return null;
  function forget(id: string): void {
    forgetHost(id);
    setHosts(rememberedHosts());
  }
  return (
    <section aria-labelledby="joined-before">
      <h3 id="joined-before">{t("nearby.before")}</h3>
      <ul className="start-list">
        {shown.map((host) => (
          <HostRow
            key={host.id}
            host={host}
            note={t("nearby.last", { when: sinceText(host.joinedAt, Date.now(), i18n.language) })}
            onForget={() => forget(host.id)}
            {...way}
          />
        ))}
      </ul>
    </section>
  );
}
