import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { isMap, isScalar, type Node, type Pair, parseDocument, type YAMLError } from "yaml";
import { UserFacingError } from "../errors";
import type { FrontMatter } from "./frontMatter";
import { type FrontMatterBlock, frontMatterBlock } from "./frontMatterBlock";
import {
  type FrontMatterKeyName,
  frontMatterKeyNames,
  frontMatterKeys,
  isFrontMatterKey,
} from "./frontMatterKeys";
import { isForeignKey, isForeignSpec } from "./foreignSpecs";
import { nearestName } from "./nearestName";
import { readFrontMatter } from "./readFrontMatter";
import type { SpecProblem } from "./specProblem";

/** UTF-16 units from the start of the file's text; the end is exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** One key of the front matter, whether or not SmartSpec knows it. */
export interface SpecKey {
  readonly name: string;
  readonly key: TextSpan;
  /** Absent when nothing stands behind the colon. */
  readonly value?: TextSpan;
  /** For a list of plain values: where each stands. */
  readonly items: readonly (TextSpan & { readonly text: string })[];
}

/** A Markdown file, taken apart. */
export interface Spec {
  readonly frontMatter: FrontMatter;
  /** Absent when the file has none: then all of it is `body`. */
  readonly block?: FrontMatterBlock;
  readonly keys: readonly SpecKey[];
  /** The Markdown behind the front matter, byte for byte. */
  readonly body: string;
  readonly problems: readonly SpecProblem[];
}

/** Aliases in YAML can multiply a few lines into gigabytes. */
const MOST_ALIASES = 50;

/**
 * Reads a Markdown file with or without front matter. Never throws: what is wrong is in `problems`, and a key that is
 * wrong is left out of `frontMatter`. `path`: of the file, for the kinds of files that have keys of their own.
 */
export function parseSpec(text: string, path = ""): Spec {
  const block = frontMatterBlock(text);
  if (!block) return plainSpec(text);
  const { yaml, yamlStart } = block;
  const document = parseDocument(yaml, { prettyErrors: false, stringKeys: true });
  const isForeign = isForeignSpec(path);
  if (document.errors.length > 0) {
    // Someone else's header, by rules that are not YAML's: it is none of our business.
    if (isForeign || !mentionsOwnKey(yaml)) return plainSpec(text);
    const problems = document.errors.map((error) => brokenYaml(error, yamlStart, yaml.length));
    return { frontMatter: {}, block, keys: [], body: text.slice(block.bodyStart), problems };
  }
  if (document.contents === null)
    return { frontMatter: {}, block, keys: [], body: text.slice(block.bodyStart), problems: [] };
  if (!isMap(document.contents)) return plainSpec(text);
  const problems: SpecProblem[] = [];
  const values: Partial<Record<FrontMatterKeyName, unknown>> = {};
  const pairs = (document.contents.items as Pair<Node, Node | null>[]).filter(({ key }) => isScalar(key));
  const keys = pairs.map((pair) => specKey(pair, yamlStart));
  const isOwn = !isForeign && keys.some(({ name }) => isFrontMatterKey(name));
  for (const [index, key] of keys.entries()) {
    if (!isFrontMatterKey(key.name)) {
      const problem = isOwn ? unknownKey(key, keys) : undefined;
      if (problem) problems.push(problem);
      continue;
    }
    const node = pairs[index]?.value;
    // A key that is still being written says nothing yet.
    if (node === null || node === undefined || (isScalar(node) && node.value === null)) continue;
    const value = toPlain(() => node.toJS(document, { maxAliasCount: MOST_ALIASES }));
    const result = v.safeParse(frontMatterKeys[key.name].schema, value);
    if (result.success) values[key.name] = value;
    else if (!isForeign) problems.push(wrongValue(key.name, key, place(result.issues, node, yamlStart)));
  }
  return {
    frontMatter: readFrontMatter(values, { isForeign }),
    block,
    keys,
    body: text.slice(block.bodyStart),
    problems,
  };
}

/** Why a spec cannot run: the first error in it. `undefined` when it can. */
export function specError({ problems }: Spec, text: string): UserFacingError | undefined {
  const problem = problems.find(({ severity }) => severity === "error");
  return problem && problemError(problem, text);
}

/** A refusal that the editor can point at. */
export class SpecProblemError extends UserFacingError {
  readonly problem: SpecProblem;

  constructor(problem: SpecProblem, line: number) {
    super("invalid-spec", l10n.t("Line {0}: {1}", line, problem.message), { details: { line } });
    this.problem = problem;
  }
}

/** The same as a refusal of the run. `text`: of the whole file. */
export function problemError(problem: SpecProblem, text: string): SpecProblemError {
  return new SpecProblemError(problem, text.slice(0, problem.start).split("\n").length);
}

function plainSpec(text: string): Spec {
  return { frontMatter: {}, keys: [], body: text, problems: [] };
}

function mentionsOwnKey(yaml: string): boolean {
  return [...yaml.matchAll(/^([\w-]+)[ \t]*:/gm)].some(
    ([, name]) => name !== undefined && isFrontMatterKey(name),
  );
}

function specKey({ key, value }: Pair<Node, Node | null>, offset: number): SpecKey {
  const hasValue =
    value !== null && !(isScalar(value) && value.value === null && value.range?.[0] === value.range?.[1]);
  const items =
    value && "items" in value && Array.isArray(value.items)
      ? (value.items as unknown[]).flatMap((item) =>
          isScalar(item) && item.range ? [{ ...span(item, offset), text: String(item.value) }] : [],
        )
      : [];
  return {
    name: String((key as { value?: unknown }).value),
    key: span(key, offset),
    ...(hasValue && value && { value: span(value, offset) }),
    items,
  };
}

function span({ range }: Node, offset: number): TextSpan {
  const [start, end] = range ?? [0, 0];
  return { start: offset + start, end: offset + end };
}

/** The innermost node that the first issue is about, so that the mark is not under half of the file. */
function place(issues: readonly v.BaseIssue<unknown>[], node: Node, offset: number): TextSpan {
  let found: Node = node;
  for (const { key } of issues[0]?.path ?? []) {
    const next: unknown =
      "getIn" in found && typeof found.getIn === "function" ? found.getIn([key], true) : undefined;
    if (!isNodeWithRange(next)) break;
    found = next;
  }
  return span(found, offset);
}

function isNodeWithRange(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value && Array.isArray(value.range);
}

function toPlain(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    // Too many aliases, or one that leads to itself.
    return undefined;
  }
}

function brokenYaml(error: YAMLError, offset: number, length: number): SpecProblem {
  const [start, end] = error.pos;
  const from = Math.min(start, Math.max(0, length - 1));
  return {
    code: "broken-yaml",
    severity: "error",
    message:
      error.code === "DUPLICATE_KEY"
        ? l10n.t("This key is there twice.")
        : error.code === "TAB_AS_INDENT"
          ? l10n.t("YAML does not take tabs for indentation; use spaces.")
          : l10n.t("This is not valid YAML: {0}", error.message),
    start: offset + from,
    end: offset + Math.max(from + 1, Math.min(end, length)),
  };
}

function wrongValue(name: FrontMatterKeyName, key: SpecKey, where: TextSpan): SpecProblem {
  return {
    code: "wrong-value",
    severity: "error",
    message: l10n.t("{0} must be {1}.", name, frontMatterKeys[name].expected()),
    ...(where.end > where.start ? where : key.key),
  };
}

/** Only a slip of the pen is told of: tools leave their own keys in front matters. */
function unknownKey({ name, key }: SpecKey, keys: readonly SpecKey[]): SpecProblem | undefined {
  if (isForeignKey(name)) return undefined;
  const taken = new Set(keys.map((other) => other.name));
  const nearest = nearestName(
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll("-", "_"),
    frontMatterKeyNames.filter((own) => !taken.has(own)),
  );
  if (nearest === undefined) return undefined;
  return {
    code: "unknown-key",
    severity: "warning",
    message: l10n.t("SmartSpec does not know the key {0}; is {1} meant?", name, nearest),
    ...key,
    replacements: [{ text: nearest }],
  };
}
