import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { StableResult } from "./stableResult";

/** Tests are built to `out/test/…`. */
const projectRoot = path.resolve(__dirname, "..", "..", "..");

/** The folder of the example specs. */
export const examplesFolder = path.join(projectRoot, "examples");

/** Beside this file in the repository. */
export const expectedResultsFile = path.join(projectRoot, "test", "examples", "expectedResults.json");

/** Names of the example specs. */
export function exampleNames(): readonly string[] {
  return readdirSync(examplesFolder)
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
