import * as vscode from "vscode";

/** A question with two answers; the careful one is taken by Enter. */
export interface ListQuestion {
  readonly question: string;
  readonly no: string;
  readonly yes: string;
}

/**
 * Asks in a list, where no view has a place for the question. Closing the list is a no, and so is stopping what it is asked
 * for (`signal`).
 */
export async function askInList({ question, no, yes }: ListQuestion, signal?: AbortSignal): Promise<boolean> {
  const stopped = new vscode.CancellationTokenSource();
  const stop = () => stopped.cancel();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const options = { placeHolder: question, ignoreFocusOut: true };
    return (await vscode.window.showQuickPick([no, yes], options, stopped.token)) === yes;
  } finally {
    signal?.removeEventListener("abort", stop);
    stopped.dispose();
  }
}
