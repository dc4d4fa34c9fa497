import type { Completion } from "./completion";
import type { Dialect } from "./dialect";
import type { Frame } from "./streamFrames";
import type { Steps } from "./step";

/** What a fault may use to answer one request. */
export interface FaultContext {
  /** The answer, already reshaped by the fault's own `reshape`. */
  readonly completion: Completion;
  readonly dialect: Dialect;
  /** A new healthy stream of that answer. */
  frames(): Iterable<Frame>;
  /** Status line and headers of a stream, and then these frames. */
  stream(frames: Iterable<Frame>): Steps;
  /** The healthy reply in the form the client asked for. */
  healthy(): Steps;
  /** True for the first request of its conversation to this fault. */
  isFirstCall(): boolean;
  /** The URL that was asked for, query included. */
  readonly url: URL;
  /** Silence before the first token of the slow fault. */
  readonly slowFirstTokenMs: number;
  readonly commentIntervalMs: number;
}

/** A model `fault/<name>`. */
export interface Fault {
  readonly name: string;
  /** One sentence for the model's description. */
  readonly summary: string;
  /** US dollars per token; absent = free, and open to anonymous callers. */
  readonly pricing?: { readonly prompt: string; readonly completion: string };
  /** Another answer, put on the wire as usual, streamed or whole. */
  readonly reshape?: (completion: Completion) => Completion;
  /** Another reply, whether the client asked for a stream or not. */
  readonly reply?: (context: FaultContext) => Steps;
  /** Another stream. */
  readonly stream?: (context: FaultContext) => Steps;
  /** What a request without streaming gets from a fault of streams; absent = a healthy answer. */
  readonly whole?: "hold" | "cut";
}
