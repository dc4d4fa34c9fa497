import { type FrontMatterValue, frontMatterValues, valueRole } from "./frontMatterValues";
import type { Spec, TextSpan } from "./parseSpec";

/** A model that a spec names, and where. Offsets from the start of the file's text. */
export interface ModelMention extends TextSpan {
  readonly id: string;
  /** Of a fallback that is somewhere else; absent = the spec's own. */
  readonly provider?: string;
}

/** Every model in the front matter: the one that answers, those to compare, fallbacks, judges, cheaper ones to try first. */
export function modelMentions({ block }: Spec): readonly ModelMention[] {
  if (!block) return [];
  const values = frontMatterValues(block);
  return values
    .filter(({ path }) => valueRole(path) === "model")
    .map(({ path, text, start, end }) => {
      const provider = values.find((other) => isProviderBeside(other, path))?.text;
      return { id: text, start, end, ...(provider !== undefined && { provider }) };
    });
}

function isProviderBeside(other: FrontMatterValue, path: FrontMatterValue["path"]): boolean {
  return (
    path.length === 3 &&
    path[0] === "fallback" &&
    other.path.length === 3 &&
    other.path[0] === "fallback" &&
    other.path[1] === path[1] &&
    other.path[2] === "provider"
  );
}
