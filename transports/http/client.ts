/** An HTTP answer that is not 2xx. The message is the host's own sentence where it sent one. */
export class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * `fetch` for transports: never cached, and an answer that is not 2xx is thrown as `HttpRefusal`. Throws what
 * `fetch` throws when there is no answer.
 */
export async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { cache: "no-store", ...init });
  if (response.ok) return response;
  throw new HttpRefusal(response.status, await refusalSentence(response));
}

/** Engine.IO explains a refusal as JSON: `{"code":0,"message":"Transport unknown"}`. */
async function refusalSentence(response: Response): Promise<string> {
  const fallback = `The host answered with status ${response.status}.`;
  try {
    const body: unknown = JSON.parse(await response.text());
    const message = typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
    return typeof message === "string" ? message : fallback;
  } catch {
    return fallback; // no JSON: it came from something else on the way, a proxy for example
  }
}

/** The GETs and POSTs of one transport, so that they can be given up together. */
export class Requests {
  #pending = new Set<AbortController>();

  /** The text of the answer to a GET. */
  get(url: string, headers: HeadersInit = {}): Promise<string> {
    return this.#text(url, { headers });
  }

  /**
   * Posts one payload. Its type is `text/plain`, which needs no preflight (Fetch standard, section 2.2.2,
   * "CORS-safelisted request-header").
   */
  async post(url: string, payload: string, headers: HeadersInit = {}): Promise<void> {
    const all = new Headers(headers);
    all.set("content-type", "text/plain;charset=UTF-8");
    await this.#text(url, { method: "POST", body: payload, headers: all });
  }

  /** Gives up what has not been answered yet. */
  abort(): void {
    for (const controller of this.#pending) controller.abort();
  }

  /** Each request has a controller of its own: one for all would gather listeners for as long as a session lives. */
  async #text(url: string, init: RequestInit): Promise<string> {
    const controller = new AbortController();
    this.#pending.add(controller);
    try {
      const response = await request(url, { ...init, signal: controller.signal });
      return await response.text(); // to its end, so that the connection can carry the next request
    } finally {
      this.#pending.delete(controller);
    }
  }
}
