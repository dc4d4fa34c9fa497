import type { Fault } from "./fault";
import errors from "./errors.json";
import { furtherErrors } from "./furtherErrors";
import { htmlReply, jsonReply, textReply } from "./step";
import { wholeAnswer } from "./wholeAnswer";

/** A whole error reply of wire 6; `body` is a text where the answer is not JSON. */
export interface ErrorReply {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

const entries: readonly ErrorReply[] = [...errors, ...furtherErrors];

/** The entry that stands for its status under the short name `error-<status>`. */
const TYPICAL: Readonly<Record<string, string>> = {
  "error-400": "kilo-400-unsupported-field",
  "error-401": "kilo-401-invalid-token",
  "error-402": "kilo-402-low-credit",
  "error-403": "openrouter-403-moderation",
  "error-404": "kilo-404-model-not-found",
  "error-408": "openrouter-408",
  "error-413": "kilo-413-platform",
  "error-429": "kilo-429-free-model",
  "error-500": "upstream-500-masked",
  "error-502": "upstream-502",
  "error-503": "kilo-503-temporarily",
  "error-504": "edge-504-html",
  "error-524": "openrouter-524",
  "error-529": "openrouter-529",
};

/** Faults of the reply as a whole, the same for streams and others. */
export const replyFaults: readonly Fault[] = [
  {
    name: "slow-first-token",
    summary: "Is silent for a while before the first token.",
    reply: function* (context) {
      const [head, ...rest] = context.healthy();
      if (head !== undefined) yield head;
      yield { do: "wait", ms: context.slowFirstTokenMs };
      yield* rest;
    },
  },
  {
    name: "retry-after-then-ok",
    summary: "Asks to come again after a second, once for each conversation, and is fine after that.",
    reply: (context) => {
      if (!context.isFirstCall()) return context.healthy();
      const message = "Try again in a second.";
      const body = { error: "Service Unavailable", error_type: "temporarily_unavailable", message };
      return jsonReply(503, body, { "retry-after": "1" });
    },
  },
  {
    name: "disconnect-before-headers",
    summary: "Loses the connection before the status line.",
    reply: () => [{ do: "cut" }],
  },
  {
    name: "redirect",
    summary: "Redirects to another origin; whoever follows gets an answer there.",
    reply: (context) => {
      const target = new URL(context.url);
      if (target.searchParams.has("redirected")) return context.healthy();
      target.hostname = target.hostname === "localhost" ? "127.0.0.1" : "localhost";
      target.searchParams.set("redirected", "1");
      return textReply(307, "", { location: target.href });
    },
  },
  {
    name: "html-200",
    summary: "Answers with a web page and status 200, as a captive portal does.",
    reply: () =>
      htmlReply(200, "<!doctype html><title>Sign in to network</title><h1>Sign in to network</h1>"),
  },
  {
    name: "json-instead-of-sse",
    summary: "Answers a streaming request with a whole JSON body.",
    reply: ({ completion, dialect }) => jsonReply(200, wholeAnswer(completion, dialect)),
  },
  {
    name: "padded-json",
    summary: "Answers with JSON after many line breaks, whether a stream was asked for or not.",
    reply: ({ completion, dialect }) => {
      const body = "\n".repeat(200) + JSON.stringify(wholeAnswer(completion, dialect));
      return textReply(200, body, { "content-type": "application/json" });
    },
  },
  ...Object.entries(TYPICAL).map(([name, entry]) => errorFault(name, entry)),
  ...entries.map(({ name }) => errorFault(`error-${name}`, name)),
];

function errorFault(name: string, entryName: string): Fault {
  const entry = entries.find((candidate) => candidate.name === entryName);
  if (entry === undefined) throw new Error(`No error reply is called ${entryName}`);
  const { status, body } = entry;
  const headers = Object.fromEntries(
    Object.entries(entry.headers).filter((header): header is [string, string] => header[1] !== undefined),
  );
  return {
    name,
    summary: `Answers with HTTP ${status} (${entryName}).`,
    reply: () =>
      typeof body === "string" ? textReply(status, body, headers) : jsonReply(status, body, headers),
  };
}
