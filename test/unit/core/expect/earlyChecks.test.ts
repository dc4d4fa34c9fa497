import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { comparableText } from "../../../../src/core/expect/comparableText";
import { EarlyChecks } from "../../../../src/core/expect/earlyChecks";
import type { Expectation } from "../../../../src/core/expect/expectation";

const statesOf = (checks: EarlyChecks) => checks.results.map(({ state }) => state).join();

describe("EarlyChecks", () => {
  it("knows of a text as soon as it is there, across pieces", () => {
    const checks = new EarlyChecks([
      { kind: "contains", text: "total" },
      { kind: "not-contains", text: "TODO", ignoreCase: true },
      { kind: "regex", pattern: "t" },
    ]);
    checks.add("The to");
    const before = checks.results;
    checks.add("ta");
    assert.equal(checks.results, before);
    checks.add("l.");
    assert.equal(statesOf(checks), "passed,waiting,waiting");
    checks.add(" todo:");
    assert.equal(statesOf(checks), "passed,failed,waiting");
    assert.equal(checks.results[1]?.detail, 'The answer has "TODO".');
  });

  it("waits for the accent that the last letter may get", () => {
    const checks = new EarlyChecks([
      { kind: "contains", text: "Cafe" },
      { kind: "contains", text: "Café" },
    ]);
    checks.add("Cafe");
    checks.add("\u0301");
    assert.equal(statesOf(checks), "waiting,waiting");
    checks.add(".");
    assert.equal(statesOf(checks), "waiting,passed");
  });

  it("knows of limits that are crossed", () => {
    const checks = new EarlyChecks([
      { kind: "max-usd", usd: 0.01 },
      { kind: "max-seconds", seconds: 2 },
    ]);
    checks.measure({ elapsedMs: 2000 });
    checks.measure({ elapsedMs: 2000, usd: 0.01 });
    assert.equal(statesOf(checks), "waiting,waiting");
    checks.measure({ elapsedMs: 2001, usd: 0.02 });
    assert.deepEqual(
      checks.results.map(({ state, detail }) => `${state}: ${detail}`),
      ["failed: It cost $0.0200, more than $0.0100.", "failed: It took 2.001 s, more than 2 s."],
    );
    checks.measure({ elapsedMs: 9000, usd: 0.09 });
    assert.equal(checks.results[1]?.detail, "It took 2.001 s, more than 2 s.");
  });

  it("never says of a text what its end does not bear out, and misses nothing that is followed by a letter", () => {
    const unit = fc.constantFrom(
      "a",
      "b",
      "A",
      "Σ",
      "ς",
      "e",
      "\u0301",
      "\u0323",
      "é",
      "ᄀ",
      "ᅡ",
      "ᆨ",
      "ก",
      "ี",
      "่",
      "😀",
      " ",
    );
    const piece = fc.string({ unit, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.string({ unit, minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (pieces, text, ignoreCase) => {
          const expectation: Expectation = { kind: "contains", text, ignoreCase };
          const checks = new EarlyChecks([expectation]);
          for (const delta of pieces) checks.add(delta);
          const whole = pieces.join("");
          const has = (answer: string) =>
            comparableText(answer, ignoreCase).includes(comparableText(text, ignoreCase));
          if (statesOf(checks) === "passed") assert.ok(has(whole));
          checks.add("x");
          assert.equal(statesOf(checks) === "passed", has(`${whole}x`));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("looks at what is new, however long the answer has become", () => {
    const checks = new EarlyChecks([{ kind: "contains", text: "wanted" }]);
    for (let piece = 0; piece < 100_000; piece++) checks.add("some words of it ");
    checks.add("want");
    checks.add("ed.");
    assert.equal(statesOf(checks), "passed");
  });
});
