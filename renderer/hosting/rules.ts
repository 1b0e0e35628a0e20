/** The commands that let others in through a system's firewall: TCP for the host, UDP 5353 for being found (RFC 6762). */

export function powershellRule(port: number): string {
  return `New-NetFirewallRule -DisplayName "Pushpull" -Direction Inbound -Action Allow -Protocol TCP -LocalPort ${port} -Profile Private`;
}

export function netshRule(port: number): string {
  return `netsh advfirewall firewall add rule name="Pushpull" dir=in action=allow protocol=TCP localport=${port} profile=private`;
}

/** Of the packaged app. */
export const MAC_FIREWALL = [
  "sudo /usr/libexec/ApplicationFirewall/socketfilterfw --add /Applications/Pushpull.app",
  "sudo /usr/libexec/ApplicationFirewall/socketfilterfw --unblockapp /Applications/Pushpull.app",
].join("\n");

export function ufwRules(port: number): string {
  return `sudo ufw allow ${port}/tcp\nsudo ufw allow 5353/udp`;
}

export function firewalldRules(port: number): string {
  return [
    `sudo firewall-cmd --permanent --add-port=${port}/tcp`,
    "sudo firewall-cmd --permanent --add-service=mdns",
    "sudo firewall-cmd --reload",
  ].join("\n");
}

export function nftRules(port: number): string {
  return `sudo nft insert rule inet filter input tcp dport ${port} accept\nsudo nft insert rule inet filter input udp dport 5353 accept`;
}
