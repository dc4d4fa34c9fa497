import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { StableResult } from "./stableResult";

/** Beside this file in the repository, from whose root tests run. */
export const expectedResultsFile = path.join("test", "examples", "expectedResults.json");

/** Names of the example specs. */
export function exampleNames(): readonly string[] {
  return readdirSync("examples")
    .filter((name) => name.endsWith(".md"))
    .toSorted();
}

/**
 * By name of the example: what its run comes to on the local gateway, just started or cleared, with a key and the default
 * settings. `SMARTSPEC_UPDATE_EXAMPLES=1 npm run test:cli` writes the file anew.
 */
export function expectedResults(): Readonly<Record<string, StableResult>> {
  return JSON.parse(readFileSync(expectedResultsFile, "utf8")) as Readonly<Record<string, StableResult>>;
}
