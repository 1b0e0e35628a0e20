/** What a host bears from one session and from one address. Tests and benchmarks set other numbers. */
export interface HostLimits {
  /** Requests that a session may make for long; a message costs 1, the rest more (see requests.ts). Per second. */
  requestsPerSecond: number;
  /** Requests that a session may make at once before it is slowed down; at least what the dearest one costs. */
  requestBurst: number;
  /** Requests of one session that wait their turn; beyond that they are refused. */
  waitingRequests: number;
  /** New sessions per second from one address, for long: a class behind one NAT comes in within seconds. */
  handshakesPerSecond: number;
  /** New sessions from one address at once. */
  handshakeBurst: number;
  /** Sessions of one address at one time. */
  sessionsPerAddress: number;
  /** TCP connections of one address at one time. */
  connectionsPerAddress: number;
  /** Bytes that wait until a session's transport can take them; with more, the session ends (see backpressure.ts). */
  backlog: number;
  /** Longest time in which a request's head must have arrived, in ms. */
  headersTimeout: number;
  /** Longest time in which a whole request must have arrived, in ms. Answers may take for ever. */
  requestTimeout: number;
  /** How long a connection without a request is kept, in ms: longer than the slowest short polling waits. */
  keepAliveTimeout: number;
  /** How often those three times are looked at, in ms. */
  timeoutCheckInterval: number;
  /** How long a session may go without having been let in, or a refused one may stay, in ms. */
  connectTimeout: number;
  /** Wrong passcodes per second from one address, for long. */
  attemptsPerSecond: number;
  /** Wrong passcodes from one address at once. */
  attemptBurst: number;
  /** Wrong passcodes per second from all addresses together, for long. */
  allAttemptsPerSecond: number;
  /** Wrong passcodes from all addresses at once. */
  allAttemptsBurst: number;
  /** Passcodes of one address that wait to be looked at: a class behind one NAT comes in at once. */
  waitingAttempts: number;
  /** How long a wrong passcode's answer is kept back, in ms. */
  wrongDelay: number;
  /** Passcodes that are hashed at one time: each takes a thread of Node's four, and 32 MiB. */
  hashesAtOnce: number;
  /** Passcodes that wait to be hashed. */
  waitingHashes: number;
}

export const HOST_LIMITS: Readonly<HostLimits> = {
  requestsPerSecond: 200,
  requestBurst: 1_000,
  waitingRequests: 500,
  handshakesPerSecond: 60,
  handshakeBurst: 300,
  sessionsPerAddress: 500,
  connectionsPerAddress: 500,
  backlog: 8_000_000,
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 20_000,
  timeoutCheckInterval: 5_000,
  connectTimeout: 30_000,
  attemptsPerSecond: 1 / 15,
  attemptBurst: 5,
  allAttemptsPerSecond: 1,
  allAttemptsBurst: 50,
  waitingAttempts: 64,
  wrongDelay: 1_000,
  hashesAtOnce: 2,
  waitingHashes: 64,
};
