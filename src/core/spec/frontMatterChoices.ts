import { frontMatterKeyNames, frontMatterKeys, isFrontMatterKey } from "./frontMatterKeys";

/** The parts of a valibot schema that say what may be written, as far as front matter uses them. */
interface SchemaShape {
  readonly type: string;
  readonly options?: readonly unknown[];
  readonly wrapped?: SchemaShape;
  readonly item?: SchemaShape;
  readonly value?: SchemaShape;
  readonly entries?: Readonly<Record<string, SchemaShape>>;
}

/** OpenRouter takes other words, too; these it names. */
const SORTS = ["price", "throughput", "latency"];

/** Keys that a map at that place may have; at the top all of them. `path`: as in `FrontMatterValue`. */
export function keysAt(path: readonly (string | number)[]): readonly string[] {
  if (path.length === 0) return frontMatterKeyNames;
  return [...new Set(schemasAt(path).flatMap(({ entries }) => Object.keys(entries ?? {})))];
}

/** Words that a value at that place may be, where only some are right. */
export function wordsAt(path: readonly (string | number)[]): readonly string[] {
  if (path.join(".") === "routing.sort") return SORTS;
  const words = schemasAt(path).flatMap(({ type, options = [] }) =>
    type === "boolean" ? ["true", "false"] : type === "picklist" ? options.map(String) : [],
  );
  return [...new Set(words)];
}

/** Every schema that the value at that place may follow. */
function schemasAt(path: readonly (string | number)[]): readonly SchemaShape[] {
  const [key, ...rest] = path;
  if (typeof key !== "string" || !isFrontMatterKey(key)) return [];
  let schemas = variantsOf(frontMatterKeys[key].schema);
  for (const step of rest) schemas = schemas.flatMap((schema) => within(schema, step).flatMap(variantsOf));
  return schemas;
}

function within({ item, entries, value }: SchemaShape, step: string | number): readonly SchemaShape[] {
  const next = typeof step === "number" ? item : (entries?.[step] ?? value);
  return next ? [next] : [];
}

function variantsOf(schema: SchemaShape): readonly SchemaShape[] {
  if (schema.wrapped) return variantsOf(schema.wrapped);
  if (schema.type === "union") return (schema.options as readonly SchemaShape[]).flatMap(variantsOf);
  return [schema];
}
