import { useTranslation } from "react-i18next";
import { useChat } from "../state/chat.ts";
import "./relay-note.css";
import { useRelays } from "./relays.ts";

/** Beside the host's address or the network: that the app relays to the host, and why. Nothing when it does not. */
export function RelayNote() {
  const { t } = useTranslation();
  const url = useChat((chat) => chat.url);
  const isRelayed = useRelays(({ relays }) => relays.has(url));
  return isRelayed && <p className="relay-note">{t("desktop.relay")}</p>;
}
