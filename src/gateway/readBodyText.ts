import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import type { Timeouts } from "../core/providers/providerConfig";
import type { ChatEventAssembler } from "./chatEventAssembler";
import { lostInSleep } from "./lostInSleep";
import { isBodyTimeout, networkError } from "./networkError";
import type { Patience, RequestScope } from "./requestScope";
import type { FailureContext } from "./toUserFacingError";

/** An accepted request whose body has not been read. */
export interface AnswerSource {
  readonly response: Response;
  readonly timeouts: Timeouts;
  readonly scope: RequestScope;
  readonly context: FailureContext;
}

/**
 * The body of a chat answer as text, however its bytes were cut. Only time spent waiting for the network counts against
 * the limits, never time the consumer takes. The first-token limit runs until `isAnswering()`; any byte restarts the idle
 * limit. Ends quietly when the connection breaks or stalls after the finish reason: the answer is whole then.
 */
export async function* readBodyText(
  { response, timeouts, scope, context }: AnswerSource,
  assembler: ChatEventAssembler,
  isAnswering: () => boolean,
): AsyncGenerator<string, void, undefined> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const onSlept = lostInSleep(context);
  const startedMs = scope.waitedMs;
  let hasBytes = false;
  try {
    for (;;) {
      const waitedMs = scope.waitedMs - startedMs;
      const untilFirstToken =
        timeouts.firstTokenMs > 0 && !isAnswering() ? timeouts.firstTokenMs - waitedMs : Infinity;
      // Keep-alive comments may come faster than any timer, so that the limit has to be looked at as well.
      if (untilFirstToken <= 0) throw sentNothing(context, timeouts.firstTokenMs);
      const untilIdle = hasBytes && timeouts.idleMs > 0 ? timeouts.idleMs : Infinity;
      const limitMs = untilIdle < untilFirstToken ? timeouts.idleMs : timeouts.firstTokenMs;
      const patience: Patience = {
        limitMs: Math.min(untilFirstToken, untilIdle),
        onLimit: () => (assembler.hasOutput ? streamInterrupted() : sentNothing(context, limitMs)),
        onSlept: onSlept && (() => (assembler.hasOutput ? streamInterrupted() : onSlept())),
      };
      let chunk: { readonly done: boolean; readonly value?: Uint8Array | undefined };
      try {
        chunk = await scope.race(reader.read(), patience);
      } catch (error) {
        scope.throwIfCancelled();
        if (assembler.isFinished) return;
        if (isAnswering()) assembler.noteWork();
        if (scope.signal.aborted) throw scope.signal.reason;
        throw brokenOff(error, assembler, context, scope.waitedMs - startedMs);
      }
      if (chunk.done || chunk.value === undefined) break;
      hasBytes ||= chunk.value.byteLength > 0;
      const text = decoder.decode(chunk.value, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } finally {
    // Not awaited: a source that never settles its cancellation must not hold up the caller.
    reader.cancel().catch(() => undefined);
  }
}

/** For an answer that broke or stalled after some of it was passed on. */
export function streamInterrupted(): UserFacingError {
  return new UserFacingError(
    "stream-interrupted",
    l10n.t("The connection ended before the answer was complete. The text so far is kept."),
  );
}

function brokenOff(
  thrown: unknown,
  assembler: ChatEventAssembler,
  context: FailureContext,
  waitedMs: number,
): UserFacingError {
  if (assembler.hasOutput) return streamInterrupted();
  if (isBodyTimeout(thrown)) return sentNothing(context, waitedMs);
  const { cause } = networkError(thrown, context);
  return new UserFacingError(
    "network",
    l10n.t("The connection to {0} was lost before it answered.", context.host),
    { cause },
  );
}

function sentNothing(context: FailureContext, limitMs: number): UserFacingError {
  const seconds = Math.round(limitMs / 100) / 10;
  return new UserFacingError(
    "timeout",
    l10n.t("{0} sent nothing for {1} s.", context.modelId ?? context.provider, seconds),
  );
}
