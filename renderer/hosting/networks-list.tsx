import { useTranslation } from "react-i18next";
import type { HostingPage, Reach } from "../../protocol/hosting.ts";

interface NetworksListProps {
  page: HostingPage;
  onChange(reach: Reach): void;
}

/** The networks of this computer, those where others most likely are on top, each with whether it is open. */
export function NetworksList({ page, onChange }: NetworksListProps) {
  const { t } = useTranslation();
  const { interfaces, reach, fixed } = page;
  /** Chosen, but not there: a network card that was pulled out. */
  const away = reach.mode === "some" ? reach.interfaces.filter((name) => !isThere(page, name)) : [];
  return (
    <fieldset className="hosting-networks" disabled={fixed !== null}>
      <legend>{t("hosting.networks")}</legend>
      {interfaces.map(({ name, kind, addresses, isOpen }) => {
        const isChosen = isChosenIn(page, name);
        return (
          <label key={name}>
            <input
              type="checkbox"
              checked={isChosen}
              onChange={(event) => onChange(reachAfter(page, name, event.target.checked))}
            />
            <span className="hosting-network">
              <b className="ellipsis">{name}</b>
              <span>{addresses.join(", ")}</span>
            </span>
            <span className="hosting-kind">
              {kind !== "loopback" && t(`nearby.invite.${kind}`)}
              {isChosen && !isOpen && ` · ${t("hosting.notOpen")}`}
            </span>
          </label>
        );
      })}
      {away.map((name) => (
        <label key={name}>
          <input type="checkbox" checked onChange={() => onChange(reachAfter(page, name, false))} />
          <b className="hosting-network ellipsis">{name}</b>
          <span className="hosting-kind">{t("hosting.away")}</span>
        </label>
      ))}
    </fieldset>
  );
}

function isThere({ interfaces }: HostingPage, name: string): boolean {
  return interfaces.some((one) => one.name === name);
}

function isChosenIn({ reach, fixed, interfaces }: HostingPage, name: string): boolean {
  if (fixed !== null) return interfaces.some((one) => one.name === name && one.isOpen);
  return reach.mode === "everyone" || (reach.mode === "some" && reach.interfaces.includes(name));
}

/** For whom the host is open once a network is chosen, or no more: all of them are everyone, none is nobody. */
export function reachAfter(page: HostingPage, name: string, isChosen: boolean): Reach {
  const { reach, interfaces } = page;
  const all = interfaces.map((one) => one.name);
  const before = { everyone: all, some: reach.mode === "some" ? reach.interfaces : [], off: [] }[reach.mode];
  const others = before.filter((one) => one !== name);
  const after = isChosen ? [...others, name] : others;
  if (after.length === 0) return { mode: "off" };
  if (all.every((one) => after.includes(one))) return { mode: "everyone" };
  return { mode: "some", interfaces: after };
}
