import * as l10n from "@vscode/l10n";
import { createParser } from "eventsource-parser";
import { UserFacingError } from "../core/errors";
import type { ChatEvent } from "../core/ports";
import type { ChatEventAssembler } from "./chatEventAssembler";
import { invalidAnswer, parseAnswerJson } from "./invalidAnswer";
import { asRecord } from "./looseJson";
import { readBodyText, streamInterrupted } from "./readBodyText";
import type { AnswerSource } from "./readBodyText";
import type { RequestScope } from "./requestScope";
import { toUserFacingError } from "./toUserFacingError";

/** One thing the body brought: events to pass on, the failure it ended in, or its regular end. */
type Step =
  | ChatEvent
  | { readonly type: "failure"; readonly error: UserFacingError }
  | { readonly type: "end" };

/**
 * Reads the body of a 2xx chat answer, whichever of the two forms it has: a stream of events (wire 5) or one JSON text,
 * which some servers send although a stream was asked for (wire 4.3). The first character tells them apart; content
 * types do not, because gateways label error bodies as streams. Throws what `GatewayClient.streamChat` promises.
 */
export async function* readChatAnswer(
  source: AnswerSource,
  assembler: ChatEventAssembler,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { scope, context } = source;
  const steps: Step[] = [];
  const parser = createEventParser(assembler, steps, source);
  let opening = "";
  let form: "unknown" | "events" | "whole" = "unknown";
  let whole = "";
  let isDone = false;

  const isAnswering = (): boolean => form === "whole" || assembler.hasOutput || assembler.isFinished;

  for await (const text of readBodyText(source, assembler, isAnswering)) {
    if (form === "unknown") {
      opening += text;
      // What came before it was nothing but white space.
      const first = text.trimStart()[0];
      if (first === undefined) continue;
      if (first === "<") throw invalidAnswer(opening, context);
      form = first === "{" || first === "[" ? "whole" : "events";
    }
    const fresh = opening === "" ? text : opening;
    opening = "";
    if (form === "whole") {
      whole += fresh;
      continue;
    }
    parser.feed(fresh);
    isDone = yield* pass(steps, scope);
    if (isDone) break;
  }
  if (form === "events" && !isDone) {
    // Reads an event that was left without its blank line.
    parser.feed("\n\n");
    yield* pass(steps, scope);
  }
  if (form === "unknown" && !isEventStream(source.response)) throw invalidAnswer("", context);
  if (form !== "whole") {
    if (assembler.isRepeatable && !assembler.isFinished) throw endedEarly(context.host);
    return;
  }
  const { events, failure, isChatAnswer } = assembler.accept(parseAnswerJson(whole, context));
  if (!isChatAnswer) throw invalidAnswer(whole, context);
  yield* events;
  if (failure !== undefined)
    throw toUserFacingError(
      { body: failure, headers: source.response.headers, upstream: assembler.upstream },
      context,
    );
}

/** Collects into `steps` what the events of a stream mean. */
function createEventParser(
  assembler: ChatEventAssembler,
  steps: Step[],
  { response, context }: AnswerSource,
): { feed(text: string): void } {
  return createParser({
    onComment: () => steps.push({ type: "heartbeat" }),
    onEvent: ({ event, data }) => {
      const body = data.trim();
      // A proxy was seen to wrap comments as data (wire 5.1).
      if (body === "" || body.startsWith(":")) {
        steps.push({ type: "heartbeat" });
        return;
      }
      if (body === "[DONE]") {
        steps.push({ type: "end" });
        return;
      }
      let json: unknown;
      try {
        json = JSON.parse(body);
      } catch {
        const error = assembler.hasOutput ? streamInterrupted() : invalidAnswer(body, context);
        steps.push(assembler.isFinished ? { type: "end" } : { type: "failure", error });
        return;
      }
      // Some servers put the bare error object into an event of that name.
      const isBareError = event === "error" && asRecord(json)?.["error"] === undefined;
      const { events, failure } = assembler.accept(isBareError ? { error: json } : json);
      steps.push(...events);
      if (failure !== undefined) {
        steps.push({
          type: "failure",
          error: toUserFacingError(
            { body: failure, headers: response.headers, upstream: assembler.upstream },
            context,
          ),
        });
      }
    },
  });
}

/** Yields what has been read; true at the regular end. Nothing passes after a cancellation. */
function* pass(steps: Step[], scope: RequestScope): Generator<ChatEvent, boolean, undefined> {
  for (const step of steps.splice(0)) {
    scope.throwIfCancelled();
    if (step.type === "end") return true;
    if (step.type === "failure") throw step.error;
    yield step;
  }
  scope.throwIfCancelled();
  return false;
}

/** The server closed the connection in good order, but had nothing to say. */
function endedEarly(host: string): UserFacingError {
  const message = l10n.t("The connection to {0} was lost before it answered.", host);
  return new UserFacingError("stream-interrupted", message, { remedy: "retry" });
}

function isEventStream(response: Response): boolean {
  return response.headers.get("content-type")?.includes("event-stream") ?? false;
}
