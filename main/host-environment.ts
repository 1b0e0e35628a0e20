/** The variables that Node, SQLite and the network need. The host's process gets these and nothing else. */
const NEEDED = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TMP",
  "TEMP",
  "TZ",
  "LANG",
  "LC_ALL",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "SYSTEMROOT", // Windows: sockets fail without it
  "WINDIR",
  "COMPUTERNAME",
];

/** The host process's environment: a part of ours, so that no secret of the user's shell is in it. */
export function hostEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => NEEDED.includes(name.toUpperCase()));
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
