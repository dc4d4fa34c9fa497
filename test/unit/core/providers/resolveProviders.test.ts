import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { resolveProviders } from "../../../../src/core/providers/resolveProviders";

const team = {
  id: "team",
  displayName: "Team",
  kind: "openai-compatible",
  baseUrl: "https://llm.example/v1",
  enabled: true,
} as const;
const KILO_URL = "https://api.kilo.ai/api/openrouter";

function resolve(input: Partial<Parameters<typeof resolveProviders>[0]>) {
  return resolveProviders({ configured: [], environment: {}, ...input });
}

function proxyFor(url: string) {
  const { providers } = resolve({ environment: { SMARTSPEC_BACKEND_URL: url } });
  return providers.find(({ id }) => id === "smartspec-proxy");
}

describe("resolveProviders", () => {
  it("with nothing set there is Kilo, and it is current", () => {
    const { providers, current, problem, warnings } = resolve({});
    assert.deepEqual(
      providers.map(({ id }) => id),
      ["kilocode"],
    );
    assert.equal(current?.baseUrl, KILO_URL);
    assert.equal(problem, undefined);
    assert.deepEqual(warnings, []);
  });

  it("an entry overlays its template field by field", () => {
    const { current } = resolve({ configured: [{ id: "kilocode", displayName: "Kilo, finance" }] });
    assert.equal(current?.displayName, "Kilo, finance");
    assert.equal(current?.baseUrl, KILO_URL);
    assert.equal(current?.kind, "kilocode");
  });

  it("setting, environment, default: the first that gives Kilo's base URL wins", () => {
    const environment = { KILOCODE_BASE_URL: " http://127.0.0.1:4000/api/openrouter/ " };
    const fromSetting = resolve({
      configured: [{ id: "kilocode", baseUrl: "https://kilo.example/v1" }],
      environment,
    });
    assert.equal(fromSetting.current?.baseUrl, "https://kilo.example/v1");
    const fromEnvironment = resolve({ configured: [{ id: "kilocode", displayName: "K" }], environment });
    assert.equal(fromEnvironment.current?.baseUrl, "http://127.0.0.1:4000/api/openrouter");
    assert.equal(resolve({ environment: { KILOCODE_BASE_URL: " " } }).current?.baseUrl, KILO_URL);
  });

  it("an invalid KILOCODE_BASE_URL never sends to the default address instead", () => {
    const environment = { KILOCODE_BASE_URL: "kilo.internal" };
    const { current, problem, warnings } = resolve({ environment });
    assert.equal(current, undefined);
    assert.equal(problem?.code, "not-configured");
    assert.match(problem?.message ?? "", /^KILOCODE_BASE_URL cannot be used: /);
    assert.equal(warnings.length, 1);
  });

  it("an invalid KILOCODE_BASE_URL does not stand in the way of another provider, but Kilo is off", () => {
    const environment = { KILOCODE_BASE_URL: "kilo.internal" };
    const { current, providers, problem, warnings } = resolve({
      configured: [team],
      selectedId: "team",
      environment,
    });
    assert.equal(current?.id, "team");
    assert.equal(problem, undefined);
    assert.equal(providers.find(({ id }) => id === "kilocode")?.enabled, false);
    assert.match(warnings[0] ?? "", /KILOCODE_BASE_URL/);
  });

  it("names the variable whose address is not encrypted", () => {
    const { current, warnings } = resolve({ environment: { KILOCODE_BASE_URL: "http://kilo.example/api" } });
    assert.equal(current?.baseUrl, "http://kilo.example/api");
    assert.match(warnings[0] ?? "", /^KILOCODE_BASE_URL: /);
  });

  it("SMARTSPEC_BACKEND_URL brings the proxy, with /v1 where it has no path", () => {
    assert.equal(proxyFor("http://localhost:8000")?.baseUrl, "http://localhost:8000/v1");
    assert.equal(proxyFor("http://localhost:8000/")?.baseUrl, "http://localhost:8000/v1");
    assert.equal(proxyFor("http://localhost:8000/v1/")?.baseUrl, "http://localhost:8000/v1");
    assert.equal(proxyFor("https://smart.example/llm/v1")?.baseUrl, "https://smart.example/llm/v1");
    assert.deepEqual(proxyFor("http://localhost:8000")?.auth, { header: "x-proxy-token" });
  });

  it("the proxy from the environment becomes current only where the caller says so and nothing else is named", () => {
    const environment = { SMARTSPEC_BACKEND_URL: "http://localhost:8000" };
    assert.equal(resolve({ environment }).current?.id, "kilocode");
    assert.equal(resolve({ environment, selectProxyFromEnvironment: true }).current?.id, "smartspec-proxy");
    const named = resolve({ environment, selectProxyFromEnvironment: true, selectedId: "kilocode" });
    assert.equal(named.current?.id, "kilocode");
    assert.equal(resolve({ selectProxyFromEnvironment: true }).current?.id, "kilocode");
  });

  it("an invalid SMARTSPEC_BACKEND_URL stops the command line instead of running elsewhere", () => {
    const { current, problem } = resolve({
      environment: { SMARTSPEC_BACKEND_URL: "nonsense" },
      selectProxyFromEnvironment: true,
    });
    assert.equal(current, undefined);
    assert.match(problem?.message ?? "", /SMARTSPEC_BACKEND_URL/);
  });

  it("OPENROUTER_API_KEY brings OpenRouter without making it current", () => {
    const { providers, current } = resolve({ environment: { OPENROUTER_API_KEY: "sk-or-v1-x" } });
    assert.deepEqual(
      providers.map(({ id }) => id),
      ["kilocode", "openrouter"],
    );
    assert.equal(current?.id, "kilocode");
  });

  it("a template is there when it is selected by name", () => {
    assert.equal(resolve({ selectedId: " openrouter " }).current?.baseUrl, "https://openrouter.ai/api/v1");
  });

  it("a provider the user disabled is listed but never current", () => {
    const { providers, current, problem } = resolve({ configured: [{ id: "kilocode", enabled: false }] });
    assert.equal(providers[0]?.enabled, false);
    assert.equal(current, undefined);
    assert.equal(problem?.code, "not-configured");
    assert.equal(problem?.remedy, "check-provider");
    assert.match(problem?.message ?? "", /Kilo Code is disabled/);
  });

  it("an unknown provider is a problem, not another biller", () => {
    const { current, problem } = resolve({ configured: [team], selectedId: "tean" });
    assert.equal(current, undefined);
    assert.equal(problem?.code, "not-configured");
    assert.match(problem?.message ?? "", /tean/);
  });

  it("the user's own entries come behind the templates, with defaults for what they leave out", () => {
    const { id, kind, baseUrl } = team;
    const { providers } = resolve({ configured: [{ id, kind, baseUrl }, { id: "openrouter" }] });
    assert.deepEqual(
      providers.map((provider) => provider.id),
      ["kilocode", "openrouter", "team"],
    );
    assert.deepEqual(providers[2], { id, kind, baseUrl, displayName: "team", enabled: true });
  });

  it("an entry of the settings that is wrong is a problem with its sentence, never the template's address", () => {
    const { current, problem, providers } = resolveProviders({
      configured: [],
      unusable: new Map([["kilocode", "Provider kilocode is left out: baseUrl cannot be used."]]),
      environment: { KILOCODE_BASE_URL: "https://gateway.example.com/api/openrouter" },
    });
    assert.equal(current, undefined);
    assert.match(problem?.message ?? "", /baseUrl cannot be used/);
    assert.equal(providers.find(({ id }) => id === "kilocode")?.enabled, false);
  });
});
