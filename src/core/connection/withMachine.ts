import * as l10n from "@vscode/l10n";

/**
 * A sentence about a request that found no way, and from where it was sent: in a remote window the proxy of the computer
 * before which the user sits is not the one that counts. `machine` is absent where the two are the same.
 */
export function withMachine(sentence: string, machine: string | undefined): string {
  return machine === undefined
    ? sentence
    : l10n.t("{0} This extension runs on {1}, whose network and proxy settings count.", sentence, machine);
}
