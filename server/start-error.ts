/** Why a host could not start. The message is a sentence for the person who started it. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly code: "address" | "data" | "pages" | "port";

  constructor(code: StartError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The system's or SQLite's own code of an error, or "" for an error without one. */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
