import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { parseProviderConfigs } from "../../../../src/core/providers/parseProviderConfigs";

const team = {
  id: "team",
  displayName: "Team",
  kind: "openai-compatible",
  baseUrl: "https://llm.example/v1",
  enabled: true,
};

/** What was read and what was wrong, without the map of unusable ids, which has tests of its own. */
function parse(setting: unknown) {
  const { providers, problems } = parseProviderConfigs(setting);
  return { providers, problems };
}

describe("parseProviderConfigs", () => {
  it("no setting is no providers and no problem", () => {
    assert.deepEqual(parse(undefined), { providers: [], problems: [] });
    assert.deepEqual(parse(null), { providers: [], problems: [] });
    assert.deepEqual(parse([]), { providers: [], problems: [] });
  });

  it("a setting that is no list is one problem", () => {
    assert.deepEqual(parse({ id: "team" }).problems, ["The setting smartspec.providers must be a list."]);
  });

  it("keeps what it knows and ignores what it does not", () => {
    const full = {
      ...team,
      description: "Ours",
      auth: { header: "x-api-key", scheme: "Token" },
      headers: { "x-team": "finance", "x-key": "${secret}" },
      defaultModel: "acme/large",
    };
    assert.deepEqual(parse([{ ...full, addedLater: { deep: true } }]), {
      providers: [full],
      problems: [],
    });
  });

  it("brings the base URL into its normal form", () => {
    const { providers } = parse([{ ...team, baseUrl: "https://llm.example/v1/chat/completions/" }]);
    assert.equal(providers[0]?.baseUrl, "https://llm.example/v1");
  });

  it("an entry that overlays a template may leave everything out", () => {
    assert.deepEqual(parse([{ id: "kilocode", enabled: false }]), {
      providers: [{ id: "kilocode", enabled: false }],
      problems: [],
    });
  });

  for (const [entry, problem] of [
    [5, "Provider #2 is left out: it is not an object."],
    [{}, "Provider #2 is left out: id is missing."],
    [{ ...team, id: "my team" }, "Provider my team is left out: id has a value that cannot be used."],
    [{ id: "new", baseUrl: team.baseUrl }, "Provider new is left out: kind is missing."],
    [{ id: "new", kind: "openrouter" }, "Provider new is left out: baseUrl is missing."],
    [
      { ...team, id: "new", kind: "azure" },
      "Provider new is left out: kind has a value that cannot be used.",
    ],
    [
      { ...team, id: "new", enabled: "yes" },
      "Provider new is left out: enabled has a value that cannot be used.",
    ],
    [
      { ...team, id: "new", baseUrl: "llm.example" },
      "Provider new is left out: baseUrl cannot be used: The address must begin with https:// or http://.",
    ],
    [{ ...team, id: "new", auth: {} }, "Provider new is left out: auth.header is missing."],
    [
      { ...team, id: "new", headers: { "x-a": 5 } },
      "Provider new is left out: headers.x-a has a value that cannot be used.",
    ],
    [
      { ...team, id: "new", headers: { "x-a": "one\r\nx-b: two" } },
      "Provider new is left out: headers.x-a has a value that cannot be used.",
    ],
    [team, "Provider team is in the settings twice; the first entry counts."],
  ] as const) {
    it(`drops only the bad entry: ${problem}`, () => {
      assert.deepEqual(parse([team, entry]), { providers: [team], problems: [problem] });
    });
  }

  it("drops reserved headers in any case and keeps the entry", () => {
    const headers = {
      Authorization: "Bearer x",
      "content-type": "text/plain",
      HOST: "h",
      "x-team": "finance",
    };
    const { providers, problems } = parse([{ ...team, headers }]);
    assert.deepEqual(providers[0]?.headers, { "x-team": "finance" });
    assert.equal(problems.length, 3);
    assert.match(problems[0] ?? "", /Authorization/);
    assert.doesNotMatch(problems.join(" "), /Bearer x/);
  });

  it("never throws", () => {
    const field = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("team", "kilocode", "openrouter", "https://a.example"),
    );
    const entry = fc.dictionary(
      fc.constantFrom(
        "id",
        "displayName",
        "kind",
        "baseUrl",
        "enabled",
        "auth",
        "headers",
        "defaultModel",
        "__proto__",
      ),
      field,
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(entry)), (setting) => {
        const { providers, problems } = parse(setting);
        assert.ok(providers.length + problems.length >= (Array.isArray(setting) ? setting.length : 0));
      }),
      { seed: 7 },
    );
  });

  it("an entry that is wrong makes its provider unusable, template or not; one that came first and is right stays", () => {
    const { unusable } = parseProviderConfigs([
      { id: "kilocode", baseUrl: "htp:/corp" },
      { id: "mine", kind: "openai-compatible" },
      { id: "team", kind: "openai-compatible", baseUrl: "https://llm.example.com/v1" },
      { id: "team", kind: "nonsense" },
    ]);
    assert.deepEqual([...unusable.keys()], ["kilocode", "mine"]);
    assert.match(unusable.get("kilocode") ?? "", /baseUrl/);
  });
});
