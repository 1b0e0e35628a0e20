import i18next, { type TFunction } from "i18next";
import { useEffect } from "react";
import { create } from "zustand";
import type { Session } from "../../client/session.ts";
import type { TransportChoice, TransportName } from "../../protocol/transport-names.ts";
import { startAutomatic, stopAutomatic } from "../network/automatic.ts";
import { changeSettings, settingsNow } from "../settings/settings.ts";
import { chatNow, useChat } from "../state/chat.ts";
import { tellProblem } from "../state/notices.ts";
import { samplerOf } from "./use-figures.ts";

type Refusal = Extract<Awaited<ReturnType<Session["switchTransport"]>>, { ok: false }>["error"];

/** The last transport that was chosen and could not be had, and why; null once another one is chosen. */
interface Choice {
  readonly refused: { readonly transport: TransportName; readonly code: Refusal["code"] } | null;
}

const useChoice = create<Choice>()(() => ({ refused: null }));

/** How many places on screen show a refusal beside the choice. With none, it is told in the window's corner. */
let places = 0;

/** The last choice that was refused, for a place that shows it. */
export function useRefused(): Choice["refused"] {
  useEffect(() => {
    places += 1;
    return () => {
      places -= 1;
    };
  }, []);
  return useChoice((choice) => choice.refused);
}

/** How long to wait for the end of a switch that `auto` began, in ms. */
const PATIENCE = 100;

let wanted: TransportChoice | null = null;

/**
 * Goes over to another transport, or leaves that choice to `auto`, and remembers it for the next start. While a switch is
 * under way the choice waits for its end, and only the last one counts.
 */
export async function chooseTransport(to: TransportChoice): Promise<void> {
  wanted = to;
  useChoice.setState({ refused: null });
  if (to !== "auto") stopAutomatic();
  if (chatNow().switchingTo) return;
  while (wanted) {
    const next: TransportChoice = wanted;
    wanted = null;
    if (next === "auto") goAutomatic();
    else await goOver(next);
  }
}

function goAutomatic(): void {
  const { session } = chatNow();
  changeSettings({ transport: "auto" });
  if (session) startAutomatic(session);
}

async function goOver(to: TransportName): Promise<void> {
  const { session } = chatNow();
  if (!session) return;
  useChat.setState({ switchingTo: to });
  let result = await session.switchTransport(to);
  // What `auto` had begun ends by itself, within the time limit of a switch.
  while (!result.ok && result.error.code === "busy" && session === chatNow().session) {
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    result = await session.switchTransport(to);
  }
  if (session !== chatNow().session) return;
  useChat.setState({ switchingTo: null, transport: session.transport });
  if (result.ok || settingsNow().transport === "auto") changeSettings({ transport: session.transport });
  if (!result.ok) refuse(to, result.error.code);
}

function refuse(transport: TransportName, code: Refusal["code"]): void {
  if (places > 0) useChoice.setState({ refused: { transport, code } });
  else tellProblem({ code, message: refusalSentence(transport, code, i18next.t) });
}

/** The name of one of the seven choices. */
export function choiceName(choice: TransportChoice, t: TFunction): string {
  return choice === "auto" ? t("network.automatic.name") : t(`transport.name.${choice}`);
}

/** That a switch was refused, and why, as it stands where the transport is not named beside it. */
export function refusalSentence(transport: TransportName, code: Refusal["code"], t: TFunction): string {
  const reason = t(`transport.refusal.${code}`);
  return t("transport.refused", { transport: t(`transport.said.${transport}`), reason });
}

/** Sets the time between two polls of short polling, in ms, at once and for the next start. */
export function choosePollInterval(ms: number): void {
  changeSettings({ pollInterval: ms });
  const { session } = chatNow();
  if (!session) return;
  session.setPollInterval(ms);
  samplerOf(session).forget("short-polling");
}
