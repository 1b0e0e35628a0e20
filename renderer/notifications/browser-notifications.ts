/**
 * Why this browser shows no notifications of the page; null when it does, or would if it were asked. "not-secure": the page
 * came by plain HTTP from another computer (Secure Contexts, section 3.1). "unanswered": the person has closed its question.
 * "none": it has none, or only for service workers.
 */
export type WhyNot = "not-secure" | "denied" | "unanswered" | "none";

export function whyNoNotifications(): WhyNot | null {
  if (!isSecureContext) return "not-secure";
  if (!("Notification" in window)) return "none";
  return Notification.permission === "denied" ? "denied" : null;
}

/** Whether this browser shows notifications of the page: the person has said so, and not taken it back. */
export function areNotificationsAllowed(): boolean {
  return isSecureContext && "Notification" in window && Notification.permission === "granted";
}

/** Asks the person, where they have not yet said, and tries: browsers on Android say yes and then throw. */
export async function allowNotifications(): Promise<WhyNot | null> {
  const before = whyNoNotifications();
  if (before === "not-secure" || before === "none") return before;
  if ((await Notification.requestPermission()) !== "granted") return whyNoNotifications() ?? "unanswered";
  try {
    new Notification("Pushpull", { silent: true }).close();
    return null;
  } catch {
    return "none";
  }
}
