/** Something in a spec that is wrong or doubtful, and where. */
export interface SpecProblem {
  readonly code:
    | "broken-yaml"
    | "unknown-key"
    | "wrong-value"
    | "model-not-found"
    | "model-retires"
    | "provider-not-found"
    | "over-budget"
    | "context-length-exceeded"
    | "file-not-found"
    | "file-outside"
    | "include-cycle"
    | "unknown-variable"
    | "unsupported-parameter";
  /** `error`: a run is refused. */
  readonly severity: "error" | "warning" | "information";
  /** One sentence in the user's language, which also makes sense behind "Line 3:". */
  readonly message: string;
  /** UTF-16 units from the start of the file's text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** What to put in place of that range to mend it; absent when only the writer can know. */
  readonly replacements?: readonly SpecReplacement[];
}

export interface SpecReplacement {
  readonly text: string;
  /** For the reader, such as the price of a model; absent = the text says it all. */
  readonly detail?: string;
}
