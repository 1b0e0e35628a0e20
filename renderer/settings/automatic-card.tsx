import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../look/icon.tsx";
import { useChosen } from "../network/automatic.ts";
import { useChat } from "../state/chat.ts";
import { chooseTransport } from "../transport/choose.ts";
import "./automatic-card.css";

/** The seventh choice, as wide as the six: the best of them that works here. */
export function AutomaticCard({ group }: { group: string }) {
  const { t } = useTranslation();
  const id = useId();
  const isChosen = useChosen() === "auto";
  const transport = useChat((chat) => (chat.session ? chat.transport : null));
  return (
    <label className="transport-card automatic-card">
      <input
        type="radio"
        name={group}
        value="auto"
        checked={isChosen}
        aria-label={t("network.automatic.name")}
        aria-describedby={id}
        onChange={() => void chooseTransport("auto")}
      />
      <span className="transport-card-name">
        <Icon name="pushpull" size={12} />
        {t("network.automatic.name")}
        {isChosen && transport && (
          <span className="automatic-card-now">
            {t("network.automatic.now", { transport: t(`transport.said.${transport}`) })}
          </span>
        )}
      </span>
      <span id={id} className="transport-card-sentence">
        {t("network.automatic.sentence")}
      </span>
    </label>
  );
}
