import { Session } from "../client/session.ts";

declare global {
  interface Window {
    Session: typeof Session;
    session: Session;
    heard: number;
  }
}

// A page with a session and nothing else: the test does the rest from outside.
window.Session = Session;
