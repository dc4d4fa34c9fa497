import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, { scope?: string }> };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { supported: unknown; restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: unknown;
  };
}

// Tests run from the repository's root.
const { contributes, capabilities } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const { properties } = contributes.configuration;

/**
 * What a folder may say for itself: it chooses among what the user has configured, and how its own files look. A new
 * setting that is not here must be the user's own, so that a cloned folder cannot redirect a key or widen what is sent.
 */
const FOLDER_MAY_SET: ReadonlySet<string> = new Set([
  "smartspec.provider",
  "smartspec.model",
  "smartspec.temperature",
  "smartspec.maxTokens",
  "smartspec.codeLens",
  "smartspec.recordRuns",
]);

describe("settings in the manifest", () => {
  for (const [name, { scope }] of Object.entries(properties)) {
    if (FOLDER_MAY_SET.has(name)) continue;
    it(`${name} is the user's own: no workspace can set it`, () => assert.equal(scope, "application"));
  }

  it("where requests go, how long they last and what is allowed are among them", () => {
    for (const name of ["providers", "promptLogging", "language", "sendOn", "timeouts.connectSeconds"]) {
      assert.equal(properties[`smartspec.${name}`]?.scope, "application", name);
    }
  });

  it("what a folder may say counts only once it is trusted", () => {
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    const sent = ["smartspec.provider", "smartspec.model", "smartspec.temperature", "smartspec.maxTokens"];
    assert.deepEqual(
      restrictedConfigurations.filter((name) => !(name in properties)),
      [],
    );
    for (const name of sent) assert.ok(restrictedConfigurations.includes(name), name);
  });

  it("works in restricted mode within limits, and in virtual workspaces", () => {
    assert.equal(capabilities.untrustedWorkspaces.supported, "limited");
    assert.equal(capabilities.virtualWorkspaces, true);
  });
});
