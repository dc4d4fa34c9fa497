import * as l10n from "@vscode/l10n";
import * as v from "valibot";

/** One key of the front matter: from here come parsing, completion, hovers and the JSON schema. */
export interface FrontMatterKey {
  /** Of the value as YAML gives it; no transformations, so that a JSON schema can say the same. */
  readonly schema: v.GenericSchema;
  /** What the value must be, to be put behind "must be". */
  readonly expected: () => string;
  /** For the reader, in one or two sentences. */
  readonly about: () => string;
  /** What to insert behind the key, as a VS Code snippet; begins with a space or a line end. */
  readonly snippet: string;
}

const text = v.pipe(v.string(), v.nonEmpty());
const texts = v.pipe(v.array(text), v.minLength(1));
const textOrTexts = v.union([text, texts]);
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const usd = v.pipe(v.number(), v.minValue(0));
const positiveInteger = v.pipe(v.number(), v.integer(), v.minValue(1));
const efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
const inputName = v.pipe(v.string(), v.regex(/^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u));
const input = v.strictObject({
  name: inputName,
  prompt: v.optional(text),
  default: v.optional(scalar),
  choices: v.optional(v.pipe(v.array(scalar), v.minLength(1))),
});
const expectation = v.union([
  v.strictObject({ contains: text, ignore_case: v.optional(v.boolean()) }),
  v.strictObject({ not_contains: text, ignore_case: v.optional(v.boolean()) }),
  v.strictObject({ regex: text, flags: v.optional(v.pipe(v.string(), v.regex(/^[imsu]*$/))) }),
  v.strictObject({ json_schema: v.union([v.boolean(), v.record(v.string(), v.unknown())]) }),
  v.strictObject({ max_usd: usd }),
  v.strictObject({ max_seconds: v.pipe(v.number(), v.gtValue(0)) }),
  v.strictObject({ judge: text, model: v.optional(text) }),
]);
const price = v.pipe(v.union([v.number(), v.string()]));

/** What stands for the whole list of each in a JSON schema, too. */
export const frontMatterKeys = {
  model: {
    schema: text,
    expected: () => l10n.t("the id of a model"),
    about: () => l10n.t("The model that answers, by its id."),
    snippet: " $0",
  },
  models: {
    schema: texts,
    expected: () => l10n.t("a list of model ids"),
    about: () => l10n.t("Models to compare. Without `model` the first of them answers a run."),
    snippet: "\n  - $0",
  },
  provider: {
    schema: text,
    expected: () => l10n.t("the id of a provider"),
    about: () => l10n.t("Who is asked: one of the providers in your settings."),
    snippet: " $0",
  },
  fallback: {
    schema: v.union([
      text,
      v.array(v.union([text, v.strictObject({ model: text, provider: v.optional(text) })])),
    ]),
    expected: () => l10n.t("a list of model ids"),
    about: () =>
      l10n.t(
        "Who answers when the model cannot, in this order. Never one that could cost more than the model.",
      ),
    snippet: "\n  - $0",
  },
  temperature: {
    schema: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
    expected: () => l10n.t("a number from 0 to 2"),
    about: () => l10n.t("How freely words are chosen: 0 for the most likely ones."),
    snippet: " ${1:0.7}",
  },
  top_p: {
    schema: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
    expected: () => l10n.t("a number above 0 and up to 1"),
    about: () => l10n.t("Words are chosen among those that have this share of the likelihood."),
    snippet: " ${1:0.9}",
  },
  max_tokens: {
    schema: positiveInteger,
    expected: () => l10n.t("a whole number above 0"),
    about: () => l10n.t("The longest answer, in tokens."),
    snippet: " ${1:4000}",
  },
  seed: {
    schema: v.pipe(v.number(), v.integer()),
    expected: () => l10n.t("a whole number"),
    about: () => l10n.t("Asks for the same choice of words each time, where the model can do that."),
    snippet: " ${1:42}",
  },
  stop: {
    schema: v.union([text, v.pipe(v.array(text), v.minLength(1), v.maxLength(4))]),
    expected: () => l10n.t("a text, or a list of up to 4"),
    about: () => l10n.t("The answer ends before any of these texts."),
    snippet: ' "$0"',
  },
  reasoning: {
    schema: v.union([
      v.picklist(efforts),
      positiveInteger,
      v.strictObject({ effort: v.picklist(efforts) }),
      v.strictObject({ max_tokens: positiveInteger }),
    ]),
    expected: () => l10n.t("an effort ({0}) or a number of tokens", efforts.join(", ")),
    about: () => l10n.t("How long the model may think: an effort, or a number of tokens."),
    snippet: " ${1|low,medium,high|}",
  },
  system: {
    schema: v.string(),
    expected: () => l10n.t("a text"),
    about: () => l10n.t("The system message, in place of that of SmartSpec; empty for none."),
    snippet: " |\n  $0",
  },
  budget: {
    schema: usd,
    expected: () => l10n.t("a number of US dollars"),
    about: () => l10n.t("US dollars for one run. Your own budgets hold as well."),
    snippet: " ${1:0.05}",
  },
  inputs: {
    schema: v.union([
      v.array(v.union([inputName, input])),
      v.record(inputName, v.union([v.null(), scalar, v.omit(input, ["name"])])),
    ]),
    expected: () => l10n.t("a list of names, each with prompt, default or choices"),
    about: () => l10n.t("What is asked before a run; it stands in the text as {0}.", "`{{name}}`"),
    snippet: "\n  - name: ${1:name}\n    prompt: $0",
  },
  env: {
    schema: textOrTexts,
    expected: () => l10n.t("a list of names of environment variables"),
    about: () =>
      l10n.t("Environment variables that the text may hold. You are asked once before they are sent."),
    snippet: "\n  - $0",
  },
  include: {
    schema: textOrTexts,
    expected: () => l10n.t("a list of files"),
    about: () => l10n.t("Files of the workspace that are sent before the text."),
    snippet: "\n  - $0",
  },
  output: {
    schema: text,
    expected: () => l10n.t("the path of a file"),
    about: () =>
      l10n.t("The file that a complete answer is saved to. One that was changed since is not overwritten."),
    snippet: " $0",
  },
  expect: {
    schema: v.array(expectation),
    expected: () =>
      l10n.t(
        "a list of expectations, each one of {0}",
        "contains, not_contains, regex, json_schema, max_usd, max_seconds, judge",
      ),
    about: () => l10n.t("What the answer is held against."),
    snippet: "\n  - ${1|contains,not_contains,regex,max_usd,max_seconds,judge|}: $0",
  },
  routing: {
    schema: v.looseObject({
      order: v.optional(texts),
      only: v.optional(texts),
      ignore: v.optional(texts),
      allow_fallbacks: v.optional(v.boolean()),
      require_parameters: v.optional(v.boolean()),
      data_collection: v.optional(v.picklist(["allow", "deny"])),
      zdr: v.optional(v.boolean()),
      quantizations: v.optional(texts),
      sort: v.optional(v.union([text, v.record(v.string(), v.unknown())])),
      max_price: v.optional(v.record(v.string(), price)),
    }),
    expected: () => l10n.t("OpenRouter's provider preferences, such as order, only, sort or data_collection"),
    about: () => l10n.t("Which upstream answers: OpenRouter's provider preferences."),
    snippet: "\n  ${1|sort,order,only,data_collection|}: $0",
  },
  tasks: {
    schema: v.strictObject({
      checkpoint: v.optional(positiveInteger),
      try_first: v.optional(textOrTexts),
    }),
    expected: () => l10n.t("checkpoint (a number of tasks) and try_first (model ids)"),
    about: () =>
      l10n.t("How the tasks are run in order: asks every so many, and tries cheaper models first."),
    snippet: "\n  checkpoint: ${1:5}\n  try_first: $0",
  },
} as const satisfies Record<string, FrontMatterKey>;

export type FrontMatterKeyName = keyof typeof frontMatterKeys;

export const frontMatterKeyNames = Object.keys(frontMatterKeys) as readonly FrontMatterKeyName[];

export function isFrontMatterKey(name: string): name is FrontMatterKeyName {
  return Object.hasOwn(frontMatterKeys, name);
}
