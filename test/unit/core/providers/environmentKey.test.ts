import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { environmentKey, organizationId } from "../../../../src/core/providers/environmentKey";

const kilo = { id: "kilocode" };

describe("environmentKey", () => {
  it("Kilo's own variable goes before the shorter one", () => {
    assert.equal(environmentKey(kilo, { KILOCODE_API_KEY: " one\n", KILO_API_KEY: "two" }), "one");
    assert.equal(environmentKey(kilo, { KILO_API_KEY: "two" }), "two");
  });

  it("blank and the word anonymous count as absent", () => {
    assert.equal(environmentKey(kilo, { KILOCODE_API_KEY: "  ", KILO_API_KEY: "two" }), "two");
    assert.equal(environmentKey(kilo, { KILOCODE_API_KEY: "anonymous" }), undefined);
    assert.equal(environmentKey(kilo, {}), undefined);
  });

  it("each provider sees its own variable only", () => {
    const environment = { KILO_API_KEY: "k", OPENROUTER_API_KEY: "o", SMARTSPEC_PROXY_TOKEN: "p" };
    assert.equal(environmentKey({ id: "openrouter" }, environment), "o");
    assert.equal(environmentKey({ id: "smartspec-proxy" }, environment), "p");
    assert.equal(environmentKey({ id: "local" }, environment), undefined);
    assert.equal(environmentKey({ id: "team" }, environment), undefined);
  });
});

describe("organizationId", () => {
  it("belongs to Kilo's key and goes nowhere else", () => {
    assert.equal(organizationId(kilo, { KILO_ORG_ID: " 7c9e " }), "7c9e");
    assert.equal(organizationId(kilo, { KILO_ORG_ID: "" }), undefined);
    assert.equal(organizationId({ id: "local" }, { KILO_ORG_ID: "7c9e" }), undefined);
  });
});
