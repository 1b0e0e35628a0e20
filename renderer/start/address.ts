import { DEFAULT_PORT } from "../../protocol/limits.ts";

/**
 * The URL of the host that a person means by an address: "192.168.1.20", "ada.local:4461",
 * "http://[fe80::1]:4460/". Without a port it is the port that hosts take by default; a web address that
 * says http or https keeps its own. `null` when it is no address.
 */
export function hostUrl(address: string): string | null {
  const text = address.trim();
  if (text === "" || /\s/.test(text)) return null;
  const hasScheme = /^https?:\/\//i.test(text);
  if (!hasScheme && text.includes("://")) return null;
  const whole = hasScheme ? text : `http://${bracketed(text)}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.username || url.password || !isHostName(url.hostname)) return null;
  // URL fills up a short IPv4 address: 192.168.1 would become 192.168.0.1.
  if (/^[\d.]+$/.test(url.hostname) && !text.includes(url.hostname)) return null;
  if (!hasScheme && !/:\d+(\/|$)/.test(bracketed(text))) url.port = String(DEFAULT_PORT);
  return url.origin;
}

/** An IPv6 address that was typed without its brackets gets them. */
function bracketed(text: string): string {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
}

/** A name of letters, digits and hyphens, or an IP address. */
function isHostName(name: string): boolean {
  if (name.startsWith("[")) return true;
  return name
    .replace(/\.$/, "")
    .split(".")
    .every((part) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i.test(part));
}
