import type { TFunction } from "i18next";
import { type ExchangeRow, isPoll } from "./rows.ts";
import type { Step } from "./sequence.ts";
import { inWordsOf } from "./what.ts";

/** What stands at a step's arrow, or across the drawing. */
export function stepWords(step: Step, t: TFunction): string {
  switch (step.kind) {
    case "switch":
      return t("transport.switchedTo", { transport: t(`transport.name.${step.to}`) });
    case "idle":
      return t("wire.seq.ask");
    case "packet":
      return inWordsOf(step.row.what, t);
    case "post":
      return postWords(step, t);
    case "answer":
      return answerWords(step.row, t);
    case "ask":
      if (isPoll(step.row)) return t("wire.seq.ask");
      return t(step.row.request.transport === "websocket" ? "wire.seq.upgrade" : "wire.seq.open");
    case "lost":
      return step.code === null ? t("wire.seq.lost") : t("wire.seq.lostSocket", { code: step.code });
    default:
      return t(`wire.seq.${step.kind}`);
  }
}

/** "POST: typing", "POST “hello”", "POST: typing +2" */
function postWords({ packets }: Extract<Step, { kind: "post" }>, t: TFunction): string {
  const [first] = packets;
  if (!first) return "POST";
  const { what } = first;
  const said =
    what.key === "yours"
      ? t("wire.seq.postMessage", { text: what.value ?? "" })
      : t("wire.seq.post", { what: inWordsOf(what, t) });
  return packets.length > 1 ? `${said} +${packets.length - 1}` : said;
}

function answerWords({ request, response }: ExchangeRow, t: TFunction): string {
  const status = response?.status ?? "–";
  if (response === null || response.status >= 300) return t("wire.seq.refused", { status });
  if (request.method === "POST") return t("wire.seq.taken", { status });
  return t(request.transport === "websocket" ? "wire.seq.upgraded" : "wire.seq.begun", { status });
}

export function idleAnswer(count: number, t: TFunction): string {
  return count === 1 ? t("wire.seq.nothing") : t("wire.seq.nothingTimes", { times: count });
}

/** The same for those who do not see the drawing. */
export function spoken(step: Step, host: string, t: TFunction): string {
  const words = stepWords(step, t);
  const you = t("wire.you");
  const up = (said: string): string => t("wire.seq.line", { from: you, to: host, words: said });
  const down = (said: string): string => t("wire.seq.line", { from: host, to: you, words: said });
  switch (step.kind) {
    case "idle":
      return `${up(words)} ${down(idleAnswer(step.count, t))}`;
    case "ask":
    case "post":
      return up(words);
    case "answer":
      return down(words);
    case "packet":
      return step.row.packet.direction === "up" ? up(words) : down(words);
    default:
      return words;
  }
}
