import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";

/**
 * Arguments come from menus (real `Uri`s), from other extensions, and from tasks and keybindings, where they are JSON:
 * a URI is then a string or an object of its parts.
 */
const uri = v.union([
  v.custom<vscode.Uri>((value) => value instanceof vscode.Uri),
  v.pipe(
    v.string(),
    v.minLength(1),
    v.transform((text) =>
      /^[a-z][a-z0-9+.-]+:/i.test(text) ? vscode.Uri.parse(text) : vscode.Uri.file(text),
    ),
  ),
  v.pipe(
    v.object({
      scheme: v.string(),
      authority: v.optional(v.string()),
      path: v.string(),
      query: v.optional(v.string()),
      fragment: v.optional(v.string()),
    }),
    v.transform(({ scheme, authority = "", path, query = "", fragment = "" }) =>
      vscode.Uri.from({ scheme, authority, path, query, fragment }),
    ),
  ),
]);

const position = v.object({ line: v.number(), character: v.number() });
const rangeOf = (start: v.InferOutput<typeof position>, end: v.InferOutput<typeof position>) =>
  new vscode.Range(start.line, start.character, end.line, end.character);
const range = v.union([
  v.instance(vscode.Range),
  v.pipe(
    v.object({ start: position, end: position }),
    v.transform(({ start, end }) => rangeOf(start, end)),
  ),
  v.pipe(
    v.tuple([position, position]),
    v.transform(([start, end]) => rangeOf(start, end)),
  ),
]);

const text = v.optional(v.string());
/** Which part of which spec, and what to fill in. */
const specFields = {
  uri,
  instruction: text,
  provider: text,
  section: text,
  task: text,
  sameAbove: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  inputs: v.optional(v.record(v.string(), v.string())),
};
const runSpecFields = v.object({ ...specFields, model: text });
const compareFields = v.object({
  ...specFields,
  models: v.optional(v.array(v.pipe(v.string(), v.trim(), v.nonEmpty()))),
});
const runSpecArgument = v.union([
  v.pipe(
    uri,
    v.transform((value): v.InferOutput<typeof runSpecFields> => ({ uri: value })),
  ),
  runSpecFields,
]);
const compareArgument = v.union([
  v.pipe(
    uri,
    v.transform((value): v.InferOutput<typeof compareFields> => ({ uri: value })),
  ),
  compareFields,
]);
const sendSelectionArgument = v.object({ uri, range, instruction: text });

export type CompareArgument = v.InferOutput<typeof compareArgument>;
export type RunSpecArgument = v.InferOutput<typeof runSpecArgument>;
export type SendSelectionArgument = v.InferOutput<typeof sendSelectionArgument>;

/** `undefined` when no argument was given: the active editor is meant. */
export function parseRunSpecArgument(argument: unknown): RunSpecArgument | undefined {
  return parseArgument(runSpecArgument, argument);
}

export function parseSendSelectionArgument(argument: unknown): SendSelectionArgument | undefined {
  return parseArgument(sendSelectionArgument, argument);
}

export function parseCompareArgument(argument: unknown): CompareArgument | undefined {
  return parseArgument(compareArgument, argument);
}

export function parseUri(argument: unknown): vscode.Uri | undefined {
  return parseArgument(uri, argument);
}

/** @throws UserFacingError `invalid-spec`: a wrong argument must never mean "whatever is open just now". */
function parseArgument<T>(schema: v.GenericSchema<unknown, T>, argument: unknown): T | undefined {
  if (argument === undefined || argument === null) return undefined;
  const result = v.safeParse(schema, argument);
  if (result.success) return result.output;
  throw new UserFacingError(
    "invalid-spec",
    l10n.t("The command was called with an argument that it does not know."),
    {
      remedy: "edit-spec",
    },
  );
}

/** A string argument such as a model or provider id; menus pass other things, which are not one. */
export function parseId(argument: unknown): string | undefined {
  return typeof argument === "string" && argument.trim() !== "" ? argument.trim() : undefined;
}
