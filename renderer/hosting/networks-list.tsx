import { useTranslation } from "react-i18next";
import type { HostingPage, Reach } from "../../protocol/hosting.ts";
import { reachAfter } from "./reach.ts";

interface NetworksListProps {
  page: HostingPage;
  /** The host has not answered yet whether it is open so. */
  isBusy: boolean;
  isDisabled: boolean;
  onChange(reach: Reach): void;
}

/** The networks of this computer, those where others most likely are on top, each with whether it is open. */
export function NetworksList({ page, isBusy, isDisabled, onChange }: NetworksListProps) {
  const { t } = useTranslation();
  const { interfaces, reach, fixed } = page;
  /** Chosen, but not there: a network card that was pulled out. */
  const away = reach.mode === "some" ? reach.interfaces.filter((name) => !isThere(page, name)) : [];
  return (
    <fieldset className="hosting-networks" disabled={fixed !== null || isDisabled}>
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
              {isChosen && !isOpen && !isBusy && ` · ${t("hosting.notOpen")}`}
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
