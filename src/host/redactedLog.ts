import type * as vscode from "vscode";

/** The log channel with a redactor in front of everything that is written to it. */
export function redactedLog(
  channel: vscode.LogOutputChannel,
  redact: (text: string) => string,
): vscode.LogOutputChannel {
  const writes = ["trace", "debug", "info", "warn", "error", "append", "appendLine", "replace"] as const;
  return new Proxy(channel, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function") return value;
      if (!(writes as readonly PropertyKey[]).includes(property)) return value.bind(target);
      return (first: unknown) => Reflect.apply(value, target, [redact(textOf(first))]);
    },
  });
}

function textOf(value: unknown): string {
  return value instanceof Error ? (value.stack ?? value.message) : String(value);
}
