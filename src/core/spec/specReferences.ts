import type { Spec, TextSpan } from "./parseSpec";

/** A file that a spec wants to be sent along, where it says so. Offsets from the start of the file's text. */
export interface SpecReference extends TextSpan {
  /** `include`: front matter. `link`: a Markdown link with the title "context". `variable`: `{{file:…}}`. */
  readonly kind: "include" | "link" | "variable";
  /** As it is written, percent signs of a link decoded. */
  readonly written: string;
}

const CONTEXT_LINK =
  /\[[^[\]\n]{0,400}\]\([ \t]*(<[^<>\n]{1,400}>|[^\s()<>]{1,400})[ \t]+(?:"context"|'context')[ \t]*\)/g;
const FILE_VARIABLE = /\{\{[ \t]*file:([^{}\n]{1,400})\}\}/g;

/** Every file that a spec names, in the order in which they are sent: the front matter's first. */
export function specReferences(spec: Spec): readonly SpecReference[] {
  return [...includes(spec), ...bodyReferences(spec.body, spec.block?.bodyStart ?? 0)];
}

function includes({ keys, frontMatter }: Spec): readonly SpecReference[] {
  const key = frontMatter.include && keys.find(({ name }) => name === "include");
  if (!key?.value) return [];
  const places = key.items.length > 0 ? key.items : [{ ...key.value, text: frontMatter.include?.[0] ?? "" }];
  return places.map(({ start, end, text }) => ({ kind: "include", written: text, start, end }));
}

/** Of a piece of Markdown that begins at `offset`. */
export function bodyReferences(text: string, offset: number): readonly SpecReference[] {
  const found: SpecReference[] = [];
  for (const match of text.matchAll(CONTEXT_LINK)) {
    const target = match[1] ?? "";
    const start = offset + match.index + match[0].indexOf(target, match[0].indexOf("]("));
    found.push({
      kind: "link",
      written: decoded(target.replace(/^<|>$/g, "")),
      start,
      end: start + target.length,
    });
  }
  for (const match of text.matchAll(FILE_VARIABLE)) {
    const start = offset + match.index;
    found.push({ kind: "variable", written: (match[1] ?? "").trim(), start, end: start + match[0].length });
  }
  return found.toSorted((one, other) => one.start - other.start);
}

function decoded(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}
