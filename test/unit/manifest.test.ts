import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { isSpecLanguage, SPEC_LANGUAGES } from "../../src/host/specLanguages";

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, { scope?: string }> };
    readonly menus: Readonly<Record<string, readonly { readonly when?: string }[]>>;
  };
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { supported: unknown; restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: unknown;
  };
}

// Tests run from the repository's root.
const { contributes, capabilities, activationEvents } = JSON.parse(
  readFileSync("package.json", "utf8"),
) as Manifest;
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

describe("languages in the manifest", () => {
  it("are those that the code takes for specs, in every menu and for the activation", () => {
    const conditions = Object.values(contributes.menus)
      .flat()
      .flatMap(({ when = "" }) => when.split(" || "))
      .filter((condition) => condition.includes("LangId"));
    assert.ok(conditions.length >= 12, conditions.join("\n"));
    for (const condition of conditions)
      assert.match(
        condition,
        new RegExp(`^(editor|resource)LangId =~ /\\^\\(${SPEC_LANGUAGES.join("\\|")}\\)\\$/$`),
      );
    assert.deepEqual(
      activationEvents.filter((event) => event.startsWith("onLanguage:")).toSorted(),
      SPEC_LANGUAGES.map((language) => `onLanguage:${language}`).toSorted(),
    );
  });

  it("a prompt file is a spec, a page of HTML is none", () => {
    assert.ok(isSpecLanguage("prompt") && isSpecLanguage("markdown"));
    assert.ok(!isSpecLanguage("html") && !isSpecLanguage("plaintext"));
  });
});
