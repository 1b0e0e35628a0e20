import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SYSTEMS, type System } from "../../protocol/hosting.ts";
import { useCopy } from "../chat/use-copy.ts";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { firewalldRules, MAC_FIREWALL, netshRule, nftRules, powershellRule, ufwRules } from "./rules.ts";

/** What to do when others cannot reach the host: in this system's words, and in the others' when they are unfolded. */
export function FirewallHelp({ system, port }: { system: System; port: number }) {
  const { t } = useTranslation();
  const others = SYSTEMS.filter((one) => one !== system);
  return (
    <section className="hosting-part" aria-labelledby="hosting-help">
      <h3 id="hosting-help">{t("hosting.help.title")}</h3>
      <p>{t("hosting.help.everywhere")}</p>
      {[system, ...others].map((one) => (
        <details key={one} className="hosting-help" open={one === system}>
          <summary>
            <Icon name="chevron-down" size={14} />
            {t(`hosting.help.${one}`)}
          </summary>
          {HELP[one](port)}
        </details>
      ))}
    </section>
  );
}

const HELP: Record<System, (port: number) => ReactNode> = {
  windows: (port) => (
    <>
      <Words of="windowsApp" />
      <Words of="windowsNetwork" />
      <Command about="windowsCommand" text={powershellRule(port)} />
      <Command about="windowsNetsh" text={netshRule(port)} />
    </>
  ),
  mac: () => (
    <>
      <Words of="macLocal" />
      <Words of="macFirewall" />
      <Command about="macCommand" text={MAC_FIREWALL} />
    </>
  ),
  linux: (port) => (
    <>
      <Command about="linuxUfw" text={ufwRules(port)} />
      <Command about="linuxFirewalld" text={firewalldRules(port)} />
      <Command about="linuxNft" text={nftRules(port)} />
    </>
  ),
};

function Words({ of }: { of: "windowsApp" | "windowsNetwork" | "macLocal" | "macFirewall" }) {
  const { t } = useTranslation();
  return <p>{t(`hosting.help.${of}`)}</p>;
}

type CommandName =
  | "windowsCommand"
  | "windowsNetsh"
  | "macCommand"
  | "linuxUfw"
  | "linuxFirewalld"
  | "linuxNft";

function Command({ about, text }: { about: CommandName; text: string }) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopy();
  return (
    <>
      <p>{t(`hosting.help.${about}`)}</p>
      <div className="hosting-command">
        <code>{text}</code>
        <IconButton
          icon={isCopied ? "check" : "copy"}
          label={isCopied ? t("chat.copied") : t("hosting.help.copy")}
          onClick={() => copy(text)}
        />
      </div>
    </>
  );
}
