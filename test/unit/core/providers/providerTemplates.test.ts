import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { customProvider, providerTemplates } from "../../../../src/core/providers/providerTemplates";
import { normalizeBaseUrl } from "../../../../src/core/providers/normalizeBaseUrl";
import { parseProviderConfigs } from "../../../../src/core/providers/parseProviderConfigs";

describe("providerTemplates", () => {
  it("every template is a config the settings would accept unchanged", () => {
    const templates = providerTemplates();
    const { providers, problems } = parseProviderConfigs(templates);
    assert.deepEqual({ providers, problems }, { providers: templates, problems: [] });
  });

  it("every template's address is already in its normal form", () => {
    for (const { baseUrl } of providerTemplates()) {
      assert.deepEqual(normalizeBaseUrl(baseUrl), { ok: true, url: baseUrl });
    }
  });

  it("the SmartSpec proxy takes its token bare in a header of its own", () => {
    const proxy = providerTemplates().find(({ id }) => id === "smartspec-proxy");
    assert.deepEqual(proxy?.auth, { header: "x-proxy-token" });
  });
});

describe("customProvider", () => {
  it("makes the id from the name", () => {
    const provider = customProvider(" LiteLLM, Équipe 2 ", "https://llm.example/v1", []);
    assert.equal(provider.id, "litellm-equipe-2");
    assert.equal(provider.displayName, "LiteLLM, Équipe 2");
    assert.equal(provider.kind, "openai-compatible");
  });

  it("numbers the id when it is taken by another config or a template", () => {
    assert.equal(customProvider("Team", "https://a.example", ["team", "team-2"]).id, "team-3");
    assert.equal(customProvider("OpenRouter", "https://a.example", []).id, "openrouter-2");
  });

  it("a Thai name keeps its name and gets a plain id", () => {
    const provider = customProvider("ทีมการเงิน", "https://a.example", []);
    assert.equal(provider.id, "provider");
    assert.equal(provider.displayName, "ทีมการเงิน");
  });

  it("knows the kind of well-known hosts", () => {
    assert.equal(customProvider("Kilo 2", "https://api.kilo.ai/api/gateway", []).kind, "kilocode");
    assert.equal(customProvider("OR 2", "https://openrouter.ai/api/v1", []).kind, "openrouter");
    assert.equal(customProvider("Fake", "https://openrouter.ai.evil.example", []).kind, "openai-compatible");
  });
});
