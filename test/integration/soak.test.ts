import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { problemsOf } from "../soak/soakReport";
import { soak } from "../soak/soakRuns";

const RUNS = 12;
const PROVIDER = "smartspec-proxy";
const TOKEN = "SMARTSPEC_PROXY_TOKEN";

/** A short one of `npm run soak`: its own course of faults and stops, the same each time. */
describe("many runs one after the other", () => {
  it("lose no character and leave no handle, listener or memory behind", async function () {
    this.timeout(420_000);
    const userData = process.env["SMARTSPEC_TEST_USER_DATA"];
    const origin = process.env["KILOCODE_BASE_URL"]?.replace(/\/api\/.*/, "");
    assert.ok(userData !== undefined && origin !== undefined);
    const configuration = () => vscode.workspace.getConfiguration("smartspec");
    const settings = {
      // The harness's own gateway: one in this process would have its sockets counted. As a proxy, which has no account
      // whose balance is looked up a minute later.
      providers: [{ id: PROVIDER, baseUrl: `${origin}/v1` }],
      promptLogging: "allow",
      "timeouts.firstTokenSeconds": 8,
      "timeouts.idleSeconds": 1,
    };
    process.env[TOKEN] = "kilo_test_key";
    for (const [key, value] of Object.entries(settings)) {
      await configuration().update(key, value, vscode.ConfigurationTarget.Global);
    }
    try {
      const report = await soak(
        {
          runs: RUNS,
          seed: 7,
          userData,
          provider: PROVIDER,
          pacedProvider: PROVIDER,
          runsPerSample: RUNS,
          // It ends as soon as nothing is left; a timer that somebody else set may run for a minute and is no leak.
          settleMs: 95_000,
        },
        () => undefined,
      );
      assert.equal(report.runs.length, RUNS);
      assert.deepEqual(problemsOf(report), []);
    } finally {
      delete process.env[TOKEN];
      for (const key of Object.keys(settings)) {
        await configuration().update(key, undefined, vscode.ConfigurationTarget.Global);
      }
    }
  });
});
