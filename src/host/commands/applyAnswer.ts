import * as l10n from "@vscode/l10n";
import { fileBlocks } from "../../core/answers/fileBlocks";
import { UserFacingError } from "../../core/errors";
import type { AnswerApplier } from "../answerApplier";
import type { ChatSession } from "../chatSession";
import { parseId } from "./commandArguments";

/**
 * Offers the files of an answer: of the turn with this id, else of the last one that has any. Gives their paths.
 * @throws UserFacingError `invalid-spec` when there is none.
 */
export async function applyAnswer(
  argument: unknown,
  { chat, applier }: { readonly chat: ChatSession; readonly applier: AnswerApplier },
): Promise<readonly string[]> {
  await chat.restored;
  const id = parseId(argument);
  const turn =
    id === undefined
      ? chat.state.turns.findLast(({ phase, text }) => phase === "done" && fileBlocks(text).blocks.length > 0)
      : chat.turn(id);
  if (turn) return applier.offer(turn);
  throw new UserFacingError("invalid-spec", l10n.t("The answer has no files that could be applied."));
}
