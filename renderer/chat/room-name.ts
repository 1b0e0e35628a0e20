import type { TFunction } from "i18next";
import { LIMITS } from "../../protocol/limits.ts";
import { roomName } from "../../protocol/schemas.ts";

/** What is wrong with a room's name, as a sentence that says what to do; `undefined` if a host accepts it. */
export function roomNameProblem(name: string, t: TFunction): string | undefined {
  if (roomName.safeParse(name).success) return undefined;
  if (name.trim() === "") return t("chat.newRoomExample");
  const length = Array.from(name.trim()).length;
  return length > LIMITS.room
    ? t("chat.newRoomLong", { max: LIMITS.room, length })
    : t("chat.newRoomControl");
}
