import type { SchemaProblem } from "../core/expect/schemaProblem";

/** What a worker is asked for: work on patterns from a spec, which may never end. */
export type CheckRequest =
  | { readonly kind: "match"; readonly pattern: string; readonly flags: string; readonly text: string }
  | {
      readonly kind: "schema";
      readonly schema: boolean | Readonly<Record<string, unknown>>;
      readonly value: unknown;
      /** English sentence → translation: a worker has its own copy of `@vscode/l10n`. */
      readonly translations: Readonly<Record<string, string>>;
    };

export type CheckResponse =
  | { readonly kind: "match"; readonly matches: boolean }
  | { readonly kind: "schema"; readonly problem: SchemaProblem | undefined }
  /** The pattern or the schema cannot be used; the engine's own words, or a whole sentence. */
  | { readonly kind: "unusable"; readonly reason: string };
