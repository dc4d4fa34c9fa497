import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ProviderConfig } from "../../../../src/core/providers/providerConfig";
import { shellHeaders } from "../../../../src/core/providers/shellHeaders";

const kilo: ProviderConfig = {
  id: "kilocode",
  displayName: "Kilo",
  kind: "kilocode",
  baseUrl: "https://api.example",
  enabled: true,
};

describe("shellHeaders", () => {
  it("name a variable in the place of the key and of the organisation", () => {
    const { headers, variables } = shellHeaders(kilo, { hasKey: true, hasOrganization: true });
    assert.deepEqual(headers.slice(1), [
      ["X-KiloCode-OrganizationId", "$KILO_ORG_ID"],
      ["Authorization", "Bearer $KILOCODE_API_KEY"],
    ]);
    assert.deepEqual(variables, ["KILOCODE_API_KEY", "KILO_ORG_ID"]);
  });

  it("follow the provider's own way, and leave out what needs a key where there is none", () => {
    const team: ProviderConfig = {
      ...kilo,
      id: "team",
      kind: "openai-compatible",
      auth: { header: "x-token" },
      headers: { "x-team": "a", "x-key": "k ${secret}", "content-type": "text/plain" },
    };
    assert.deepEqual(shellHeaders(team, { hasKey: true, hasOrganization: false }).headers.slice(1), [
      ["x-team", "a"],
      ["x-key", "k $SMARTSPEC_KEY"],
      ["x-token", "$SMARTSPEC_KEY"],
    ]);
    assert.deepEqual(shellHeaders(team, { hasKey: false, hasOrganization: false }).headers.slice(1), [
      ["x-team", "a"],
    ]);
  });
});
