import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Model } from "../../../../src/core/models/model";
import { missingKeyError } from "../../../../src/core/providers/missingKey";
import type { ProviderConfig } from "../../../../src/core/providers/providerConfig";
import { modelWith } from "../../../fakes/sampleModel";
import { kilo } from "../../../fakes/sampleProvider";

const openRouter: ProviderConfig = {
  ...kilo,
  id: "openrouter",
  kind: "openrouter",
  baseUrl: "https://openrouter.ai/api/v1",
};
const paid = modelWith({
  id: "acme/large",
  name: "Acme Large",
  pricing: { kind: "known", prompt: "0.000003", completion: "0.000015" },
});

describe("missingKeyError", () => {
  it("a paid model at Kilo without a key names provider and model and asks for a key", () => {
    const error = missingKeyError(kilo, paid, false);
    assert.equal(error?.code, "not-configured");
    assert.equal(error?.remedy, "set-api-key");
    assert.match(error?.message ?? "", /Kilo Code.*Acme Large/);
  });

  it("a price that varies is not free, except where the router only picks free models", () => {
    const auto: Model = { ...paid, id: "kilo-auto/frontier", pricing: { kind: "varies" } };
    assert.ok(missingKeyError(kilo, auto, false));
    assert.equal(missingKeyError(kilo, { ...auto, id: "kilo-auto/free" }, false), undefined);
    assert.equal(missingKeyError(kilo, { ...auto, id: "openrouter/free" }, false), undefined);
  });

  it("what may be free is left to Kilo", () => {
    assert.equal(missingKeyError(kilo, undefined, false), undefined);
    assert.equal(missingKeyError(kilo, { ...paid, isFree: true }, false), undefined);
    assert.equal(missingKeyError(kilo, { ...paid, id: "acme/large:free" }, false), undefined);
    assert.equal(missingKeyError(kilo, { ...paid, pricing: { kind: "unknown" } }, false), undefined);
  });

  it("Kilo's rule holds wherever its entry points, and at its own host under any id", () => {
    assert.ok(missingKeyError({ ...kilo, baseUrl: "http://127.0.0.1:4000/api" }, paid, false));
    assert.ok(missingKeyError({ ...kilo, id: "finance" }, paid, false));
  });

  it("OpenRouter itself answers nothing without a key", () => {
    assert.equal(missingKeyError(openRouter, undefined, false)?.code, "not-configured");
    assert.equal(missingKeyError(openRouter, { ...paid, isFree: true }, false)?.code, "not-configured");
  });

  it("other servers may be open", () => {
    assert.equal(
      missingKeyError({ ...openRouter, baseUrl: "http://localhost:4000/v1" }, paid, false),
      undefined,
    );
    assert.equal(
      missingKeyError({ ...kilo, id: "local", baseUrl: "http://localhost:3000/api" }, paid, false),
      undefined,
    );
    assert.equal(missingKeyError({ ...kilo, id: "team", kind: "openai-compatible" }, paid, false), undefined);
  });

  it("with a key there is nothing to say", () => {
    assert.equal(missingKeyError(kilo, paid, true), undefined);
    assert.equal(missingKeyError(openRouter, undefined, true), undefined);
  });
});
