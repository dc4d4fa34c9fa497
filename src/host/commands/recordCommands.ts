import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { RunResult } from "../../core/run/runResult";
import type { ChatViewProvider } from "../chatViewProvider";
import type { RecordDesk } from "../runs/recordDesk";
import { recordStem } from "../runs/recordPlace";
import type { RecordSearch } from "../runs/recordSearch";
import type { RunsTree } from "../runs/runsTree";
import { parseRecordArgument } from "./recordArgument";
import { withRunProgress } from "./withRunProgress";

export interface RecordCommandParts {
  readonly desk: RecordDesk;
  readonly search: RecordSearch;
  readonly tree: RunsTree;
}

type Command = (argument: unknown) => Promise<unknown>;

/** A line of the ledger, which lenses and the usage view know. */
const ledgerRun = v.object({ runId: v.string() });
const moreRow = v.object({ kind: v.literal("more"), groupKey: v.string() });

/** What one does in the runs view. Without an argument the row that is selected there is meant. */
export function recordCommands({ desk, search, tree }: RecordCommandParts): Record<string, Command> {
  /** With a row of the view that is one of several selected ones, all of them. */
  const meant = async (argument: unknown): Promise<readonly vscode.Uri[]> => {
    const named = await parseRecordArgument(argument);
    const { selected } = tree;
    if (named === undefined) return selected;
    return selected.some((uri) => uri.toString() === named.toString()) ? selected : [named];
  };
  const one = (argument: unknown) => oneRecord(argument, tree);
  return {
    "smartspec.showRuns": async () => {
      await vscode.commands.executeCommand("smartspec.runs.focus");
    },
    "smartspec.searchRuns": async () => {
      const uri = await search.pick({ title: l10n.t("Search Runs") });
      return uri && desk.open(uri);
    },
    "smartspec.groupRunsByDay": () => tree.groupBy("day"),
    "smartspec.groupRunsBySpec": () => tree.groupBy("spec"),
    "smartspec.showMoreRuns": async (argument) => {
      const row = v.safeParse(moreRow, argument);
      if (row.success) tree.showMore(row.output.groupKey);
    },
    "smartspec.openRecord": async (argument) => {
      const run = v.safeParse(ledgerRun, argument);
      return run.success ? desk.openRun(run.output.runId) : desk.open(await one(argument));
    },
    "smartspec.openRecordAsJson": async (argument) => {
      await vscode.commands.executeCommand("vscode.open", await one(argument));
    },
    "smartspec.replayRun": async (argument) => desk.replay(await one(argument)),
    "smartspec.compareWithNow": async (argument) => desk.compareWithNow(await one(argument)),
    "smartspec.diffRuns": async (argument) => {
      const [first, second] = await meant(argument);
      if (!first) throw noneSelected();
      const other = second ?? (await search.pick({ title: l10n.t("Diff with which run?"), except: first }));
      if (other) await desk.diff(first, other);
    },
    "smartspec.diffWithPreviousRun": async (argument) => desk.diffWithPrevious(await one(argument)),
    "smartspec.exportRecord": async (argument) => {
      const uris = await meant(argument);
      return uris.length > 1 ? desk.exportAll(uris) : desk.exportMarkdown(await one(argument));
    },
    "smartspec.copyRecordPath": async (argument) => desk.copyPath(await meant(argument)),
    "smartspec.deleteRecord": async (argument) => desk.delete(await meant(argument)),
  };
}

/** Runs that records begin: their results are those of any run. */
export function recordRunCommands(
  { desk, tree }: Pick<RecordCommandParts, "desk" | "tree">,
  view: Pick<ChatViewProvider, "reveal">,
): Record<string, (argument: unknown) => Promise<RunResult>> {
  const runs = async (argument: unknown, send: RecordDesk["runAgain"]): Promise<RunResult> => {
    const uri = await oneRecord(argument, tree);
    await view.reveal({ focus: false });
    return withRunProgress(recordStem(uri), (cancellation) => send(uri, cancellation));
  };
  return {
    "smartspec.runRecordAgain": (argument) => runs(argument, (uri, token) => desk.runAgain(uri, token)),
    "smartspec.sendSameAgain": (argument) => runs(argument, (uri, token) => desk.sendSame(uri, token)),
  };
}

async function oneRecord(argument: unknown, tree: RunsTree): Promise<vscode.Uri> {
  const uri = (await parseRecordArgument(argument)) ?? tree.selected[0];
  if (!uri) throw noneSelected();
  return uri;
}

function noneSelected(): UserFacingError {
  return new UserFacingError("invalid-spec", l10n.t("Select a run in the runs view first."));
}
