import { TokenBucket } from "./token-bucket.ts";

interface Task {
  cost: number;
  run(): void;
}

/**
 * Slows one session down to what a host bears, without refusing anything at first: tasks run in the order in
 * which they came, at once while the bucket has tokens, else when it has them again. Only so many may wait.
 */
export class Throttle {
  readonly #bucket: TokenBucket;
  readonly #mostWaiting: number;
  readonly #waiting: Task[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(perSecond: number, burst: number, mostWaiting: number) {
    this.#bucket = new TokenBucket(perSecond, burst);
    this.#mostWaiting = mostWaiting;
  }

  /** Runs the task now or later; false when too many wait already and it will not run. */
  submit(cost: number, run: () => void): boolean {
    if (this.#closed || this.#waiting.length >= this.#mostWaiting) return false;
    if (this.#waiting.length === 0 && this.#bucket.take(cost)) {
      run();
      return true;
    }
    this.#waiting.push({ cost, run });
    if (this.#timer === undefined) this.#runLater();
    return true;
  }

  /** Drops what waits. */
  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
    clearTimeout(this.#timer);
  }

  #runLater(): void {
    const [next] = this.#waiting;
    this.#timer = next && setTimeout(() => this.#runDue(), Math.ceil(this.#bucket.wait(next.cost)));
  }

  #runDue(): void {
    for (let next = this.#waiting[0]; next && this.#bucket.take(next.cost); next = this.#waiting[0]) {
      this.#waiting.shift();
      next.run();
    }
    this.#runLater();
  }
}
