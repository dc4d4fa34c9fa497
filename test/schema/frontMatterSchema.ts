import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { frontMatterKeys } from "../../src/core/spec/frontMatterKeys";

/** Where the schema stands in the repository. */
export const SCHEMA_FILE = "docs/front-matter.schema.json";

/** The JSON schema of a spec's front matter, for other editors and tools; made from what SmartSpec itself reads by. */
export function frontMatterSchema(): string {
  const properties = Object.entries(frontMatterKeys).map(([name, { schema, about }]) => {
    const { $schema: _ofThePart, ...part } = toJsonSchema(schema, {
      // JSON schemas know no flags; patterns are read with `u` there.
      overrideAction: ({ valibotAction, jsonSchema }) =>
        valibotAction.type === "regex"
          ? { ...jsonSchema, pattern: (valibotAction as v.RegexAction<string, undefined>).requirement.source }
          : undefined,
    });
    return [name, { description: about(), ...part }] as const;
  });
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Front matter of a SmartSpec spec",
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: true,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
