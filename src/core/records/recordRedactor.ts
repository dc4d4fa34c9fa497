import type { KnownSecrets } from "../knownSecrets";
import type { Environment } from "../providers/environmentKey";

/** Of shorter values every other word would be one. */
const SHORTEST_SECRET = 6;

/** Takes keys out of a record, and puts their names in the place of environment variables. `names`: those of the spec. */
export function recordRedactor(
  names: readonly string[],
  { secrets, environment }: { readonly secrets: KnownSecrets; readonly environment: Environment },
): (text: string) => string {
  const values = names.flatMap((name) => {
    const value = environment[name];
    return value !== undefined && value.length >= SHORTEST_SECRET ? [[name, value] as const] : [];
  });
  return (text) =>
    values.reduce((rest, [name, value]) => rest.replaceAll(value, `{{env:${name}}}`), secrets.redact(text));
}
