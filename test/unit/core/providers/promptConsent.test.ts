import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Model } from "../../../../src/core/models/model";
import { consentKey, promptConsent } from "../../../../src/core/providers/promptConsent";
import type { ProviderConfig } from "../../../../src/core/providers/providerConfig";
import { modelWith } from "../../../fakes/sampleModel";
import { kilo } from "../../../fakes/sampleProvider";

const plain: ProviderConfig = { ...kilo, id: "team", kind: "openai-compatible" };
const discreet = modelWith({ id: "acme/large" });
const curious: Model = { ...discreet, mayTrainOnPrompts: true };

function consent(change: Partial<Parameters<typeof promptConsent>[0]>) {
  return promptConsent({
    model: discreet,
    modelId: "acme/large",
    provider: kilo,
    hasKey: true,
    setting: "ask",
    consented: new Set(),
    ...change,
  });
}

describe("promptConsent", () => {
  it("is not needed where nobody keeps prompts, whatever the setting", () => {
    assert.equal(consent({}), "not-needed");
    assert.equal(consent({ model: undefined }), "not-needed");
    assert.equal(consent({ setting: "never" }), "not-needed");
    assert.equal(consent({ provider: plain, hasKey: false }), "not-needed");
  });

  it("is asked for when the model may train on prompts, at any provider", () => {
    assert.equal(consent({ model: curious }), "ask");
    assert.equal(consent({ model: curious, provider: plain }), "ask");
  });

  it("is asked for when a Kilo request goes out without a key", () => {
    assert.equal(consent({ hasKey: false }), "ask");
    assert.equal(consent({ hasKey: false, model: undefined }), "ask");
  });

  it("the setting answers beforehand", () => {
    assert.equal(consent({ model: curious, setting: "allow" }), "allowed");
    assert.equal(consent({ model: curious, setting: "never" }), "refused");
  });

  it("is asked once per model and provider", () => {
    const consented = new Set([consentKey("kilocode", "acme/large")]);
    assert.equal(consent({ model: curious, consented }), "allowed");
    assert.equal(consent({ model: curious, consented, modelId: "acme/small" }), "ask");
    assert.equal(consent({ model: curious, consented, provider: plain }), "ask");
  });

  it("never outweighs an earlier agreement", () => {
    const consented = new Set([consentKey("kilocode", "acme/large")]);
    assert.equal(consent({ model: curious, consented, setting: "never" }), "refused");
  });
});
