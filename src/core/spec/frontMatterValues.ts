import { isScalar, parseDocument, visit } from "yaml";
import type { FrontMatterBlock } from "./frontMatterBlock";
import type { TextSpan } from "./parseSpec";

/** A plain value in the front matter, however deep. Offsets from the start of the file's text. */
export interface FrontMatterValue extends TextSpan {
  /** Keys and places in lists that lead to it, e.g. `["expect", 0, "model"]`. */
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** What a value names, where it is not just a number or a word. */
export type ValueRole = "model" | "provider" | "file" | "environment";

/** Places whose values name something; `*` is any place in a list. */
const ROLES: ReadonlyMap<string, ValueRole> = new Map([
  ["model", "model"],
  ["models.*", "model"],
  ["fallback", "model"],
  ["fallback.*", "model"],
  ["fallback.*.model", "model"],
  ["expect.*.model", "model"],
  ["tasks.try_first", "model"],
  ["tasks.try_first.*", "model"],
  ["provider", "provider"],
  ["fallback.*.provider", "provider"],
  ["include", "file"],
  ["include.*", "file"],
  ["output", "file"],
  ["env", "environment"],
  ["env.*", "environment"],
]);

export function valueRole(path: readonly (string | number)[]): ValueRole | undefined {
  return ROLES.get(path.map((step) => (typeof step === "number" ? "*" : step)).join("."));
}

/** Every plain value, in the order of the text; none where the YAML is broken. */
export function frontMatterValues({ yaml, yamlStart }: FrontMatterBlock): readonly FrontMatterValue[] {
  const document = parseDocument(yaml, { prettyErrors: false, stringKeys: true });
  if (document.errors.length > 0) return [];
  const values: FrontMatterValue[] = [];
  visit(document, {
    Scalar(key, { value, range }, ancestors) {
      if (key === "key" || value === null || !range) return;
      values.push({
        path: pathTo(key, ancestors),
        text: plainText(value),
        start: yamlStart + range[0],
        end: yamlStart + range[1],
      });
    },
  });
  return values;
}

/** What a plain value is but for these, such as a date, names nothing. */
function plainText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** `key`: place of the node itself in the innermost ancestor, which is a list or a pair of a map. */
function pathTo(key: unknown, ancestors: readonly unknown[]): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    const child = ancestors[index + 1];
    if (isPairLike(ancestor)) path.push(String(isScalar(ancestor.key) ? ancestor.key.value : ancestor.key));
    else if (isList(ancestor)) path.push(child === undefined ? Number(key) : ancestor.items.indexOf(child));
  }
  return path;
}

function isPairLike(node: unknown): node is { readonly key: unknown; readonly value: unknown } {
  return typeof node === "object" && node !== null && "key" in node && "value" in node;
}

function isList(node: unknown): node is { readonly items: readonly unknown[] } {
  return (
    typeof node === "object" &&
    node !== null &&
    "items" in node &&
    Array.isArray(node.items) &&
    !node.items.some(isPairLike)
  );
}
