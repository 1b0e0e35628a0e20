import { ChaosPerson } from "./chaos-person.ts";

declare global {
  interface Window {
    ChaosPerson: typeof ChaosPerson;
    person: ChaosPerson;
  }
}

// The page of chaos.e2e.ts: the test does the rest from outside.
window.ChaosPerson = ChaosPerson;
