import { variablesIn } from "./expandVariables";
import { type FrontMatterKeyName, isFrontMatterKey } from "./frontMatterKeys";
import { modelMentions } from "./modelMentions";
import type { Spec, TextSpan } from "./parseSpec";
import { specReferences } from "./specReferences";

/** What somebody points at in a spec. */
export type SpecThing = TextSpan &
  (
    | { readonly kind: "key"; readonly name: FrontMatterKeyName }
    | { readonly kind: "model"; readonly id: string; readonly provider?: string }
    | { readonly kind: "file"; readonly written: string }
    | { readonly kind: "variable"; readonly name: string }
  );

/** The thing at an offset of the file's text, its end included; `undefined` where nothing has a meaning of its own. */
export function thingAt(spec: Spec, offset: number): SpecThing | undefined {
  const isThere = ({ start, end }: TextSpan) => start <= offset && offset <= end;
  for (const { name, key } of spec.keys)
    if (isThere(key) && isFrontMatterKey(name)) return { kind: "key", name, ...key };
  const mention = modelMentions(spec).find(isThere);
  if (mention) return { kind: "model", ...mention };
  const reference = specReferences(spec).find(isThere);
  if (reference) return { ...reference, kind: "file" };
  const bodyStart = spec.block?.bodyStart ?? 0;
  if (offset < bodyStart) return undefined;
  const variable = variablesIn(spec.body)
    .map(({ name, start, end }) => ({ name, start: start + bodyStart, end: end + bodyStart }))
    .find(isThere);
  return variable && { kind: "variable", ...variable };
}
