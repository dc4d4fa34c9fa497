import { isLoopback } from "../core/providers/isLoopback";

/** What undici, the machinery behind `fetch`, lets us replace per request. Only the one method that `fetch` calls. */
interface Dispatcher {
  dispatch(options: object, handler: unknown): boolean;
}

/** Where undici keeps the dispatcher that `fetch` uses when it is given none. */
const GLOBAL_DISPATCHER = Symbol.for("undici.globalDispatcher.1");

/** Where VS Code keeps the runtime's own `fetch` when it replaces it. */
const EDITORS_ORIGINAL = "__vscodeOriginalFetch";

interface Globals {
  readonly fetch: typeof fetch;
  readonly [EDITORS_ORIGINAL]?: typeof fetch;
  readonly [GLOBAL_DISPATCHER]?: Dispatcher;
}

/**
 * `fetch`, looked up at each call: VS Code replaces the global one with one that knows proxy and system certificates.
 *
 * Undici gives up after 300 s without headers or without a byte, which is too soon for a model that reads a long prompt on
 * one's own machine; that server is therefore asked without its limits, as ours stand in front of them. There neither a
 * proxy nor a certificate is in the way, so that the runtime's own `fetch` will do, the only one that takes such an order.
 */
export const patientFetch: typeof fetch = (input, init) => {
  const globals = globalThis as unknown as Globals;
  // Not there before the first `fetch` of the process, nor in a runtime that keeps it elsewhere: then its limits stay.
  const own = globals[GLOBAL_DISPATCHER];
  if (own === undefined || !isPlainLoopback(input)) return globals.fetch(input, init);
  const dispatcher: Dispatcher = {
    dispatch: (options, handler) => own.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
  };
  return (globals[EDITORS_ORIGINAL] ?? globals.fetch)(input, { ...init, dispatcher } as RequestInit);
};

function isPlainLoopback(input: Parameters<typeof fetch>[0]): boolean {
  const url = URL.parse(input instanceof Request ? input.url : String(input));
  return url?.protocol === "http:" && isLoopback(url.hostname);
}
