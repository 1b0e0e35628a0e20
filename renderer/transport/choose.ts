import i18next, { type TFunction } from "i18next";
import { useEffect } from "react";
import { create } from "zustand";
import type { Session } from "../../client/session.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { changeSettings } from "../settings/settings.ts";
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

let wanted: TransportName | null = null;

/**
 * Goes over to another transport, and remembers it for the next start. While a switch is under way the choice waits
 * for its end, and only the last one counts.
 */
export async function chooseTransport(to: TransportName): Promise<void> {
  wanted = to;
  useChoice.setState({ refused: null });
  if (chatNow().switchingTo) return;
  while (wanted) {
    const next: TransportName = wanted;
    wanted = null;
    await goOver(next);
  }
}

async function goOver(to: TransportName): Promise<void> {
  const { session } = chatNow();
  if (!session || session.transport === to) return;
  useChat.setState({ switchingTo: to });
  const result = await session.switchTransport(to);
  if (session !== chatNow().session) return;
  useChat.setState({ switchingTo: null, transport: session.transport });
  if (result.ok) changeSettings({ transport: to });
  else refuse(to, result.error.code);
}

function refuse(transport: TransportName, code: Refusal["code"]): void {
  if (places > 0) useChoice.setState({ refused: { transport, code } });
  else tellProblem({ code, message: refusalSentence(transport, code, i18next.t) });
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
