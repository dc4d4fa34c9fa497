import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import {
  checkExpectation,
  checkExpectations,
  type CheckTools,
  countPassed,
  passedAll,
} from "../../../../src/core/expect/checkExpectations";
import type { Expectation } from "../../../../src/core/expect/expectation";
import type { RunResult } from "../../../../src/core/run/runResult";

const tools: CheckTools = {
  matchText: (pattern, flags, text) => Promise.resolve(new RegExp(pattern, flags).test(text)),
};

function resultOf(text: string, more: Partial<RunResult> = {}): RunResult {
  return {
    status: "completed",
    text,
    provider: "kilo",
    model: "acme/large-2",
    cost: { kind: "reported", usd: 0.0042 },
    timing: { totalMs: 4217 },
    attempts: [],
    ...more,
  };
}

/** State and detail, if any. */
async function check(expectation: Expectation, run: string | RunResult, more?: Partial<CheckTools>) {
  const result = typeof run === "string" ? resultOf(run) : run;
  const { state, detail } = await checkExpectation(expectation, result, { ...tools, ...more });
  return detail === undefined ? state : `${state}: ${detail}`;
}

describe("checkExpectation, texts", () => {
  it("finds a text however its accents were typed", async () => {
    assert.equal(await check({ kind: "contains", text: "Café" }, "Un Cafe\u0301."), "passed");
    assert.equal(
      await check({ kind: "contains", text: "Cafe" }, "Un Cafe\u0301."),
      'failed: The answer does not have "Cafe".',
    );
  });

  it("minds the case unless told otherwise", async () => {
    assert.match(await check({ kind: "contains", text: "total" }, "TOTAL"), /^failed/);
    assert.equal(await check({ kind: "contains", text: "total", ignoreCase: true }, "TOTAL"), "passed");
    assert.equal(await check({ kind: "contains", text: "ΟΔΟΣ", ignoreCase: true }, "οδοσα"), "passed");
  });

  it("a text that must not be there fails when it is, and is not known of half an answer", async () => {
    const expectation: Expectation = { kind: "not-contains", text: "TODO" };
    assert.equal(await check(expectation, "done"), "passed");
    assert.equal(await check(expectation, "TODO: all"), 'failed: The answer has "TODO".');
    assert.equal(
      await check(expectation, resultOf("so far", { status: "incomplete" })),
      "skipped: The answer is not whole.",
    );
  });

  it("quotes long texts in part", async () => {
    const detail = await check({ kind: "contains", text: "😀 \n".repeat(5000) }, "no");
    assert.ok(detail.length < 200 && detail.endsWith('…".') && detail.isWellFormed(), detail);
  });

  it("patterns always have u, and a pattern's error is its sentence", async () => {
    assert.equal(await check({ kind: "regex", pattern: "^\\p{L}$" }, "ก"), "passed");
    assert.equal(await check({ kind: "regex", pattern: "B", flags: "i" }, "abc"), "passed");
    assert.equal(
      await check({ kind: "regex", pattern: "x+" }, "abc"),
      "failed: The answer does not match x+.",
    );
    const matchText = () => Promise.reject(new UserFacingError("timeout", "It took too long."));
    assert.equal(
      await check({ kind: "regex", pattern: "a" }, "a", { matchText }),
      "skipped: It took too long.",
    );
  });

  it("lets bugs through", async () => {
    const matchText = () => Promise.reject(new TypeError("a bug"));
    await assert.rejects(check({ kind: "regex", pattern: "a" }, "a", { matchText }), TypeError);
  });
});

describe("checkExpectation, runs without the whole answer", () => {
  const contains: Expectation = { kind: "contains", text: "a" };

  it("checks the text that there is", async () => {
    assert.equal(await check(contains, resultOf("a", { status: "incomplete" })), "passed");
    assert.equal(await check(contains, resultOf("a", { status: "cancelled" })), "passed");
  });

  it("skips everything when there is none", async () => {
    for (const status of ["failed", "cancelled"] as const) {
      for (const expectation of [contains, { kind: "max-seconds", seconds: 60 }] as const) {
        assert.equal(
          await check(expectation, resultOf("\n", { status })),
          "skipped: There is no answer to check.",
        );
      }
    }
  });
});

describe("checkExpectation, limits", () => {
  it("of cost", async () => {
    assert.equal(await check({ kind: "max-usd", usd: 0.0042 }, "a"), "passed");
    assert.equal(
      await check({ kind: "max-usd", usd: 0.001 }, "a"),
      "failed: It cost $0.0042, more than $0.0010.",
    );
    assert.equal(
      await check({ kind: "max-usd", usd: 0.00419 }, "a"),
      "failed: It cost a little more than $0.0042.",
    );
    assert.equal(
      await check({ kind: "max-usd", usd: 0 }, "a"),
      "failed: It cost $0.0042 and was to be free.",
    );
  });

  it("of a cost that is unknown, unless what is known is too much", async () => {
    const expectation: Expectation = { kind: "max-usd", usd: 1 };
    assert.equal(
      await check(expectation, resultOf("a", { cost: { kind: "unknown" } })),
      "skipped: The cost is not known.",
    );
    assert.equal(
      await check(expectation, resultOf("a", { cost: { kind: "unknown", atLeastUsd: 2 } })),
      "failed: It cost $2.00, more than $1.00.",
    );
  });

  it("of time, to the millisecond", async () => {
    assert.equal(await check({ kind: "max-seconds", seconds: 4.217 }, "a"), "passed");
    assert.equal(
      await check({ kind: "max-seconds", seconds: 4.2 }, "a"),
      "failed: It took 4.217 s, more than 4.2 s.",
    );
    assert.equal(
      await check({ kind: "max-seconds", seconds: 100 }, resultOf("a", { timing: { totalMs: 100_500 } })),
      "failed: It took 100.5 s, more than 100 s.",
    );
  });
});

describe("checkExpectation, JSON", () => {
  const schema = {
    type: "object",
    required: ["items"],
    additionalProperties: false,
    properties: { items: { type: "array", items: { $ref: "#/$defs/item" } } },
    $defs: { item: { type: "object", properties: { "a/b": { type: "number" } } } },
  };
  const expectation: Expectation = { kind: "json-schema", schema };

  it("is all of the answer, its block of JSON, or the first block that is JSON", async () => {
    for (const text of [
      ' {"items": []}\n',
      'Here:\n```ts\n[]\n```\n~~~JSON title="a"\n{"items": []}\n~~~',
      'Here:\n```\nno\n```\n```\n{"items": []}\n```\n```\n1\n```',
      '1. So:\n\n   ```json\n   {"items": [\n   ]}\n   ```\n',
    ]) {
      assert.equal(await check(expectation, text), "passed", text);
    }
  });

  it("that is missing or broken has failed", async () => {
    assert.equal(await check(expectation, "none"), "failed: The answer has no JSON.");
    assert.equal(
      await check(expectation, '```json\n{"items": [}\n```\n```\n{"items": []}\n```'),
      "failed: The answer's JSON has a mistake, so it cannot be read.",
    );
  });

  it("that does not fit is told with the place and the innermost reason", async () => {
    assert.equal(
      await check(expectation, '{"items": [{}, {"a/b": "x"}]}'),
      'failed: The JSON does not fit the schema at /items/1/a~1b: Instance type "string" is invalid. Expected "number".',
    );
    assert.equal(
      await check(expectation, "{}"),
      'failed: The JSON does not fit the schema: Instance does not have required property "items".',
    );
    assert.match(
      await check(expectation, '{"items": [], "more": 1}'),
      /schema: Property "more" does not match/,
    );
    assert.match(await check({ kind: "json-schema", schema: false }, "1"), /^failed/);
  });

  it("is held against a schema that stays as it was", async () => {
    const before = structuredClone(schema);
    Object.freeze(schema);
    assert.equal(await check(expectation, '{"items": []}'), "passed");
    assert.deepEqual(schema, before);
  });

  it("a schema that cannot be used is skipped with the reason", async () => {
    for (const wrong of [{ $ref: "#" }, { $ref: "#/none" }, { pattern: "(" }]) {
      assert.match(
        await check({ kind: "json-schema", schema: wrong }, '"a"'),
        /^skipped: The JSON schema cannot be used: /,
      );
    }
  });

  it("can be checked elsewhere", async () => {
    const findSchemaProblem = () => Promise.resolve({ pointer: "/a", message: "No." });
    assert.equal(
      await check(expectation, "{}", { findSchemaProblem }),
      "failed: The JSON does not fit the schema at /a: No.",
    );
  });
});

describe("checkExpectation, judges", () => {
  const expectation: Expectation = { kind: "judge", criteria: "Is it kind?", model: "acme/judge" };

  it("asks with the criteria and the model", async () => {
    const asked: unknown[] = [];
    const judge: CheckTools["judge"] = (...question) => {
      asked.push(question);
      return Promise.resolve({ kind: "pass", reason: "It is." });
    };
    assert.equal(await check(expectation, "a", { judge }), "passed");
    assert.equal(await check({ kind: "judge", criteria: "?" }, "a", { judge }), "passed");
    assert.deepEqual(asked, [
      ["Is it kind?", "acme/judge"],
      ["?", undefined],
    ]);
  });

  it("tells why not", async () => {
    const judge = (verdict: Awaited<ReturnType<NonNullable<CheckTools["judge"]>>>) => ({
      judge: () => Promise.resolve(verdict),
    });
    assert.equal(await check(expectation, "a", judge({ kind: "fail", reason: "Rude." })), "failed: Rude.");
    assert.equal(await check(expectation, "a", judge({ kind: "fail" })), "failed: The judge gave no reason.");
    assert.equal(
      await check(expectation, "a", judge({ kind: "none" })),
      "skipped: The judge gave no verdict.",
    );
    assert.equal(
      await check(expectation, "a", judge({ kind: "none", reason: "The gateway is busy." })),
      "skipped: The gateway is busy.",
    );
    assert.equal(await check(expectation, "a"), "skipped: No judge was asked.");
  });

  it("keeps what asking has cost, whatever came of it", async () => {
    const cost = { kind: "reported", usd: 0.0002 } as const;
    for (const kind of ["pass", "fail", "none"] as const) {
      const judge = () => Promise.resolve({ kind, cost });
      const result = await checkExpectation(expectation, resultOf("a"), { ...tools, judge });
      assert.deepEqual(result.cost, cost, kind);
    }
  });
});

describe("checkExpectations", () => {
  const list: readonly Expectation[] = [
    { kind: "contains", text: "a" },
    { kind: "contains", text: "b" },
  ];

  it("goes through them in order and tells of each", async () => {
    const states: string[] = [];
    const results = await checkExpectations(list, resultOf("a"), tools, (all) =>
      states.push(all.map(({ state }) => state).join()),
    );
    assert.deepEqual(states, ["passed,waiting", "passed,failed"]);
    assert.equal(countPassed(results), 1);
    assert.equal(passedAll(results), false);
    assert.equal(passedAll(results.slice(0, 1)), true);
    assert.equal(passedAll([]), true);
  });
});
