import { z } from "zod";
import { fromRaceHost, toRaceHost } from "../lab/race/race-messages.ts";

// What main and the host's process tell each other of the hosts that a race runs against: only main can start processes.
// Each side checks what it gets.

const type = z.literal("race-host");
/** Made up by the host's process, one for each race host that it ever asks for. */
const id = z.int().min(1);

/** Host to main. What is told to, or done to, one that has ended is no mistake, and comes to nothing. */
export const raceHostOrder = z.discriminatedUnion("do", [
  z.object({ type, id, do: z.literal("open") }),
  z.object({ type, id, do: z.literal("tell"), message: toRaceHost }),
  z.object({ type, id, do: z.literal("kill") }),
]);

/** Main to host: what a race host says; and that it has ended with all that it had stored, and how (a sentence). */
export const raceHostNews = z.discriminatedUnion("has", [
  z.object({ type, id, has: z.literal("said"), message: fromRaceHost }),
  z.object({ type, id, has: z.literal("ended"), how: z.string().min(1) }),
]);

export type RaceHostOrder = z.infer<typeof raceHostOrder>;
export type RaceHostNews = z.infer<typeof raceHostNews>;

const ofRaceHosts = z.object({ type });

/** Whether a message is meant to be one of these, well-formed or not. */
export const isOfRaceHosts = (message: unknown): boolean => ofRaceHosts.safeParse(message).success;
