import assert from "node:assert/strict";
import { cp, writeFile } from "node:fs/promises";
import { after, describe, it } from "mocha";
import { expectedResults, expectedResultsFile, exampleNames } from "../examples/expectedResults";
import { type StableResult, stableResult } from "../examples/stableResult";
import { setUp } from "./setUp";

describe("every example, run by the command line", () => {
  const world = setUp();
  const isUpdate = process.env["SMARTSPEC_UPDATE_EXAMPLES"] !== undefined;
  const seen: Record<string, StableResult> = {};
  after(async () => {
    if (isUpdate) await writeFile(expectedResultsFile, `${JSON.stringify(seen, undefined, 2)}\n`);
  });

  for (const name of exampleNames()) {
    it(`${name} comes to what it comes to in the editor`, async () => {
      await cp("examples", world.folder, { recursive: true });
      const { code, value, stderr } = await world.json(["run", name, "--json"]);
      seen[name] = stableResult(value);
      if (isUpdate) return;
      assert.deepEqual(seen[name], expectedResults()[name], stderr);
      assert.equal(code, value.status === "completed" ? 0 : 3);
    });
  }
});
