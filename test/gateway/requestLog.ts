import type { IncomingHttpHeaders } from "node:http";

/** One request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as text. */
  readonly text: string;
  /** The parsed JSON body; `undefined` when there is none or it is not JSON. */
  readonly body: unknown;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How the answer ended: wholly sent, or broken off by the client, a fault or `close()`. */
  readonly outcome: Promise<"finished" | "aborted">;
}

export type RequestPredicate = (request: RecordedRequest) => boolean;

/** A gateway that runs for days must not keep every prompt it was ever sent. */
const MOST_KEPT = 5000;

/** Keeps the latest requests, in order, and tells those who wait for more. */
export class RequestLog {
  readonly #requests: RecordedRequest[] = [];
  readonly #waiting = new Set<(request: RecordedRequest) => void>();

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  add(request: RecordedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > MOST_KEPT) this.#requests.shift();
    for (const tell of this.#waiting) tell(request);
  }

  /** The first request that arrives after this call and satisfies the predicate. */
  next(predicate: RequestPredicate = () => true): Promise<RecordedRequest> {
    return new Promise((resolve) => {
      const tell = (request: RecordedRequest): void => {
        if (!predicate(request)) return;
        this.#waiting.delete(tell);
        resolve(request);
      };
      this.#waiting.add(tell);
    });
  }

  clear(): void {
    this.#requests.length = 0;
  }
}
