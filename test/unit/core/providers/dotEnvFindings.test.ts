import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dotEnvFindings, keyEnding } from "../../../../src/core/providers/dotEnvFindings";
import { kilo } from "../../../fakes/sampleProvider";

describe("dotEnvFindings", () => {
  it("finds every key the contract names, each with the provider and the address it would go to", () => {
    const { keys, addresses, problems } = dotEnvFindings(
      {
        KILOCODE_API_KEY: "kilo_first_key_1",
        KILO_API_KEY: " kilo_second_key_2 ",
        OPENROUTER_API_KEY: "sk-or-v1-0123456789",
        SMARTSPEC_PROXY_TOKEN: "proxy-token-0123",
        OPENAI_API_KEY: "sk-other",
        PATH: "/bin",
      },
      [{ ...kilo, baseUrl: "https://own.example/api" }],
    );
    assert.deepEqual(
      keys.map(({ variable, key, provider }) => [variable, key, provider.id, provider.baseUrl]),
      [
        ["KILOCODE_API_KEY", "kilo_first_key_1", "kilocode", "https://own.example/api"],
        ["KILO_API_KEY", "kilo_second_key_2", "kilocode", "https://own.example/api"],
        ["OPENROUTER_API_KEY", "sk-or-v1-0123456789", "openrouter", "https://openrouter.ai/api/v1"],
        ["SMARTSPEC_PROXY_TOKEN", "proxy-token-0123", "smartspec-proxy", "http://localhost:8000/v1"],
      ],
    );
    assert.deepEqual([addresses, problems], [[], []]);
  });

  it("an address in the file changes no key's address; it is a finding of its own", () => {
    const { keys, addresses } = dotEnvFindings(
      { KILOCODE_API_KEY: "kilo_first_key_1", KILOCODE_BASE_URL: "http://evil.example/v1" },
      [kilo],
    );
    assert.equal(keys[0]?.provider.baseUrl, kilo.baseUrl);
    assert.deepEqual(addresses, [
      {
        provider: kilo,
        variable: "KILOCODE_BASE_URL",
        url: "http://evil.example/v1",
        warning:
          "KILOCODE_BASE_URL: Requests to evil.example are not encrypted, and the key travels with them.",
      },
    ]);
  });

  it("an address that is in use already is no finding, also when it is written in another way", () => {
    const variables = {
      KILOCODE_BASE_URL: `${kilo.baseUrl}/chat/completions/`,
      SMARTSPEC_BACKEND_URL: "http://localhost:8000",
    };
    assert.deepEqual(dotEnvFindings(variables, [kilo]).addresses, []);
  });

  it("an address with a key in it is refused without repeating it", () => {
    const variables = { KILOCODE_BASE_URL: "https://me:hunter22@evil.example" };
    const { addresses, problems } = dotEnvFindings(variables, [kilo]);
    assert.deepEqual(addresses, []);
    assert.match(problems.join(), /^KILOCODE_BASE_URL cannot be used: .*user name or password/);
    assert.doesNotMatch(problems.join(), /hunter22/);
  });

  it("blank values and the word anonymous are no keys", () => {
    assert.deepEqual(dotEnvFindings({ KILOCODE_API_KEY: " ", KILO_API_KEY: "anonymous" }, [kilo]).keys, []);
  });
});

describe("keyEnding", () => {
  it("shows at most four characters, and none of a short key", () => {
    assert.equal(keyEnding("kilo_0123456789"), "6789");
    assert.equal(keyEnding("0123456789abc"), "9abc");
    assert.equal(keyEnding("0123456789ab"), undefined);
  });
});
