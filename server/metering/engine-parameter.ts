import type { IncomingMessage } from "node:http";
import { ENGINE_PATH } from "../../protocol/limits.ts";

/**
 * A parameter of a request to the Engine.IO endpoint; empty when it has none, and for any other request. It is not
 * decoded: none that is asked for needs it. Asked of every request, so it makes nothing but the answer.
 */
export function engineParameter(
  { url = "" }: Pick<IncomingMessage, "url">,
  name: "sid" | "transport",
): string {
  if (!url.startsWith(ENGINE_PATH)) return "";
  const mark = `${name}=`;
  let start = url.indexOf(mark);
  while (start > 0 && url[start - 1] !== "?" && url[start - 1] !== "&") start = url.indexOf(mark, start + 1);
  if (start < 0) return "";
  const end = url.indexOf("&", start);
  return url.slice(start + mark.length, end < 0 ? undefined : end);
}
