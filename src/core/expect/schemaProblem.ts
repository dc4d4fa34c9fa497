import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";

/** Where a value does not fit its schema. Plain JSON. */
export interface SchemaProblem {
  /** JSON pointer (RFC 6901) into the value; empty for the value itself. */
  readonly pointer: string;
  /** The validator's own sentence, in English. */
  readonly message: string;
}

/** Keywords whose own sentence only says that something deeper is wrong, which comes right behind it. */
const WRAPPERS: ReadonlySet<string> = new Set([
  "$ref",
  "allOf",
  "if",
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "dependentSchemas",
  "items",
  "prefixItems",
  "unevaluatedItems",
]);

/**
 * The first thing in which a value does not fit a JSON schema (draft 2020-12); `undefined` when it fits. Patterns in the
 * schema run as they are, without a limit of time. Throws `UserFacingError` `invalid-spec` when the schema cannot be used.
 */
export function schemaProblem(
  schema: boolean | Readonly<Record<string, unknown>>,
  value: unknown,
): SchemaProblem | undefined {
  let errors: readonly OutputUnit[];
  try {
    // A copy, as the validator writes addresses into what it is given.
    const copy = JSON.parse(JSON.stringify(schema)) as Schema | boolean;
    const result = new Validator(copy, "2020-12").validate(value);
    if (result.valid) return undefined;
    errors = result.errors;
  } catch (error) {
    // An unknown reference, a pattern that is none, a schema that contains itself.
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError("invalid-spec", l10n.t("The JSON schema cannot be used: {0}", reason), {
      cause: error,
    });
  }
  let at = 0;
  while (WRAPPERS.has(errors[at]?.keyword ?? "") && at + 1 < errors.length) {
    // "False boolean schema." says less than what was not allowed.
    if (errors[at + 1]?.keyword === "false") break;
    at += 1;
  }
  const first = errors[at];
  return { pointer: pointerOf(first?.instanceLocation ?? "#"), message: first?.error ?? "" };
}

/** `location`: a JSON pointer in a URI fragment. */
function pointerOf(location: string): string {
  try {
    return decodeURIComponent(location.slice(1));
  } catch {
    return location.slice(1);
  }
}
