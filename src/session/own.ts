import type * as vscode from "vscode";

/** Hands what it is given to the extension's context, which disposes of it, and gives it back. */
export type Own = <T extends vscode.Disposable>(disposable: T) => T;
