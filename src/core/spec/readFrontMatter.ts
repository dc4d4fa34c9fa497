import type { Expectation } from "../expect/expectation";
import type { FallbackEntry } from "../fallback/parseFallback";
import { omitAbsent } from "../omitAbsent";
import type { FrontMatter, Reasoning, ReasoningEffort, SpecInput, TaskPlan } from "./frontMatter";
import type { FrontMatterKeyName } from "./frontMatterKeys";

/** Values that have passed their key's schema. */
type Values = Partial<Record<FrontMatterKeyName, unknown>>;

/** Puts values that are right, but may be written in several ways, into one. */
export function readFrontMatter(values: Values, { isForeign }: { readonly isForeign: boolean }): FrontMatter {
  const models = values.models as readonly string[] | undefined;
  return omitAbsent({
    model: modelOf(values.model as string | undefined, isForeign),
    models,
    provider: values.provider as string | undefined,
    fallback: listOf(values.fallback)?.map(fallbackEntry),
    temperature: values.temperature as number | undefined,
    topP: values.top_p as number | undefined,
    maxTokens: values.max_tokens as number | undefined,
    seed: values.seed as number | undefined,
    stop: listOf(values.stop) as readonly string[] | undefined,
    reasoning: values.reasoning === undefined ? undefined : reasoningOf(values.reasoning),
    system: values.system as string | undefined,
    budget: values.budget as number | undefined,
    inputs: values.inputs === undefined ? undefined : inputsOf(values.inputs),
    env: listOf(values.env) as readonly string[] | undefined,
    include: listOf(values.include) as readonly string[] | undefined,
    output: values.output as string | undefined,
    expect: (values.expect as readonly WrittenExpectation[] | undefined)?.map(expectationOf),
    routing: values.routing as Readonly<Record<string, unknown>> | undefined,
    tasks: values.tasks === undefined ? undefined : taskPlan(values.tasks as WrittenTaskPlan),
  });
}

/** Other tools name models by their titles, e.g. `GPT-5 (copilot)`: those mean nothing here. */
function modelOf(model: string | undefined, isForeign: boolean): string | undefined {
  return isForeign && model !== undefined && !/^[^\s/]+\/\S+$/.test(model) ? undefined : model;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value : [value];
}

function fallbackEntry(entry: unknown): FallbackEntry {
  return typeof entry === "string"
    ? { model: entry, mayCostMore: false }
    : { ...(entry as { readonly model: string; readonly provider?: string }), mayCostMore: false };
}

function reasoningOf(value: unknown): Reasoning {
  if (typeof value === "number") return { maxTokens: value };
  if (typeof value === "string") return { effort: value as ReasoningEffort };
  const { effort, max_tokens } = value as { readonly effort?: ReasoningEffort; readonly max_tokens: number };
  return effort === undefined ? { maxTokens: max_tokens } : { effort };
}

type Scalar = string | number | boolean;

interface WrittenInput {
  readonly prompt?: string;
  readonly default?: Scalar;
  readonly choices?: readonly Scalar[];
}

/** A list of names or objects, or a map from names to objects or to what stands there unless something else is given. */
function inputsOf(value: unknown): readonly SpecInput[] {
  if (Array.isArray(value)) {
    return (value as readonly (string | (WrittenInput & { readonly name: string }))[]).map((entry) =>
      typeof entry === "string" ? { name: entry } : inputOf(entry.name, entry),
    );
  }
  return Object.entries(value as Readonly<Record<string, null | Scalar | WrittenInput>>).map(
    ([name, entry]) =>
      inputOf(name, entry === null ? {} : typeof entry === "object" ? entry : { default: entry }),
  );
}

function inputOf(name: string, { prompt, default: fallback, choices }: WrittenInput): SpecInput {
  return omitAbsent({
    name,
    prompt,
    default: fallback === undefined ? undefined : String(fallback),
    choices: choices?.map(String),
  });
}

type WrittenExpectation =
  | { readonly contains: string; readonly ignore_case?: boolean }
  | { readonly not_contains: string; readonly ignore_case?: boolean }
  | { readonly regex: string; readonly flags?: string }
  | { readonly json_schema: boolean | Readonly<Record<string, unknown>> }
  | { readonly max_usd: number }
  | { readonly max_seconds: number }
  | { readonly judge: string; readonly model?: string };

function expectationOf(written: WrittenExpectation): Expectation {
  if ("contains" in written) {
    return omitAbsent({ kind: "contains" as const, text: written.contains, ignoreCase: written.ignore_case });
  }
  if ("not_contains" in written) {
    return omitAbsent({
      kind: "not-contains" as const,
      text: written.not_contains,
      ignoreCase: written.ignore_case,
    });
  }
  if ("regex" in written) {
    return omitAbsent({ kind: "regex" as const, pattern: written.regex, flags: written.flags });
  }
  if ("json_schema" in written) return { kind: "json-schema", schema: written.json_schema };
  if ("max_usd" in written) return { kind: "max-usd", usd: written.max_usd };
  if ("max_seconds" in written) return { kind: "max-seconds", seconds: written.max_seconds };
  return omitAbsent({ kind: "judge" as const, criteria: written.judge, model: written.model });
}

interface WrittenTaskPlan {
  readonly checkpoint?: number;
  readonly try_first?: string | readonly string[];
}

function taskPlan({ checkpoint, try_first }: WrittenTaskPlan): TaskPlan {
  return {
    ...(checkpoint !== undefined && { checkpoint }),
    tryFirst: (listOf(try_first) ?? []) as readonly string[],
  };
}
