/** What the server does next on one response. A reply is a list of these, played by `playSteps`. */
export type Step =
  /** Status line and headers. */
  | { readonly do: "head"; readonly status: number; readonly headers: Headers }
  /** Bytes of the body. `tokens` is how many generated tokens they carry: the pace turns that into time. */
  | { readonly do: "write"; readonly bytes: string | Uint8Array; readonly tokens?: number }
  /** The time a model takes for `tokens` tokens, without a byte on the wire; none at the instant pace. */
  | { readonly do: "think"; readonly tokens: number }
  /** Silence of this many milliseconds, at either pace. */
  | { readonly do: "wait"; readonly ms: number }
  /** The same bytes again and again, until the client goes away. */
  | { readonly do: "repeat"; readonly bytes: string; readonly everyMs: number }
  /** Nothing more, until the client goes away. */
  | { readonly do: "hold" }
  /** The event loop turns once, so that writes before and after are not joined. */
  | { readonly do: "turn" }
  /** The connection is destroyed. */
  | { readonly do: "cut" };

export type Headers = Readonly<Record<string, string>>;
export type Steps = Iterable<Step>;

export function jsonReply(status: number, body: unknown, headers: Headers = {}): Step[] {
  const head: Headers = { "content-type": "application/json", ...headers };
  return [
    { do: "head", status, headers: head },
    { do: "write", bytes: JSON.stringify(body) },
  ];
}

export function textReply(status: number, body: string, headers: Headers): Step[] {
  const head: Step = { do: "head", status, headers };
  return body === "" ? [head] : [head, { do: "write", bytes: body }];
}

export function htmlReply(status: number, body: string): Step[] {
  return textReply(status, body, { "content-type": "text/html; charset=utf-8" });
}
