import { isForeignSpec } from "./foreignSpecs";
import type { SpecInput } from "./frontMatter";
import { variableNames } from "./expandVariables";
import type { Spec } from "./parseSpec";

/** What a spec asks for: the inputs of its front matter, or in VS Code's prompt files those in the text, `${input:name:hint}`. */
export function specInputs(spec: Spec, path: string): readonly SpecInput[] {
  const declared = spec.frontMatter.inputs ?? [];
  if (!isForeignSpec(path)) return declared;
  const names = new Set(declared.map(({ name }) => name));
  const written = variableNames(spec.body, { isForeign: true }).flatMap((variable) => {
    const [, name, prompt] = /^input:([^:]+)(?::(.+))?$/.exec(variable) ?? [];
    if (name === undefined || names.has(name)) return [];
    names.add(name);
    return { name, ...(prompt !== undefined && { prompt }) };
  });
  return [...declared, ...written];
}

/** An input may be named as something that every object has, such as `constructor`. */
export function ownValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Asked before a run by somebody who can answer: those with a question, and those that nothing else is known for. */
export function inputsToAsk(
  inputs: readonly SpecInput[],
  given: Readonly<Record<string, string>>,
): readonly SpecInput[] {
  return inputs.filter(
    (input) =>
      ownValue(given, input.name) === undefined &&
      (input.prompt !== undefined || input.default === undefined),
  );
}

/** Something in the place of every value that was not asked for yet: for estimates. */
export function standInInputs(inputs: readonly SpecInput[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inputs.map(({ name, default: value, choices }) => [name, value ?? choices?.[0] ?? name]),
  );
}
