import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { columnFigures } from "../../../../src/webview/compare/columnFigures";
import { costOfAll } from "../../../../src/webview/compare/costOfAll";
import { parseKeptCompare } from "../../../../src/webview/compare/keptCompare";
import { keepersSentence } from "../../../../src/webview/compare/keepersSentence";
import { retryAt } from "../../../../src/webview/compare/retryAt";
import { shownColumns } from "../../../../src/webview/compare/shownColumns";
import {
  blind,
  column,
  done,
  failed,
  now,
  outcome,
  running,
  streaming,
} from "../../../webview/compareSamples";

describe("costOfAll", () => {
  const ended = (cost: ReturnType<typeof outcome>["cost"]) =>
    column("a", { phase: "done", outcome: outcome({ cost }) });
  const noTokens = () => 0;
  const free = { id: "f", name: "f", isFree: true };

  it("adds what has ended and what runs", () => {
    assert.deepEqual(
      costOfAll([ended({ kind: "reported", usd: 0.0118 }), streaming, failed], () => 288),
      {
        shown: "≈ $0.013",
        unknown: 0,
      },
    );
    assert.equal(costOfAll([ended({ kind: "computed", usd: 0.0118 }), failed], noTokens).shown, "$0.0118");
  });

  it("never takes what is not known for nothing", () => {
    const unknown = ended({ kind: "unknown" });
    assert.deepEqual(costOfAll([unknown, unknown], noTokens), { shown: "unknown", unknown: 2 });
    assert.deepEqual(costOfAll([unknown, ended({ kind: "reported", usd: 0.01 })], noTokens), {
      shown: "$0.0100",
      unknown: 1,
    });
    const { price: _price, ...priceless } = streaming;
    assert.deepEqual(costOfAll([priceless], noTokens), { shown: "unknown", unknown: 1 });
  });

  it("has a word where nothing was spent", () => {
    assert.equal(costOfAll([column("a")], noTokens).shown, "–");
    assert.equal(costOfAll([streaming], noTokens).shown, "–");
    assert.equal(costOfAll([failed], noTokens).shown, "not billed");
    assert.equal(costOfAll([{ ...ended({ kind: "unknown" }), model: free }], noTokens).shown, "free");
  });
});

describe("columnFigures", () => {
  it("are those of the page while it runs", () => {
    const figures = columnFigures(streaming, { tokens: 288, speed: { tokens: 288, durationMs: 9400 } });
    assert.deepEqual(figures, {
      firstToken: "4.8 s",
      speed: "31 tok/s",
      tokens: "1.2k → ~288",
      cost: "≈ $0.0013",
      finish: "–",
      about: "estimated ≈ $0.011 · at most $0.064",
    });
  });

  it("are those of the gateway at the end", () => {
    const [first] = running().columns;
    assert.ok(first !== undefined);
    assert.deepEqual(columnFigures(first, { tokens: 1 }), {
      firstToken: "1.2 s",
      speed: "58 tok/s",
      tokens: "1.2k → 546",
      cost: "$0.0118",
      finish: "stop",
      about: "reported · estimated ≈ $0.011 (+4 %) · 10.6 s",
    });
  });

  it("have words for what is not known", () => {
    const { estimate: _estimate, price: _price, ...bare } = streaming;
    assert.deepEqual(
      [columnFigures(bare, { tokens: 0 }).cost, columnFigures(bare, { tokens: 0 }).about],
      ["unknown", "cost unknown"],
    );
    const { usage: _usage, ...unbilled } = outcome({ cost: { kind: "unknown" } });
    const ended = column("a", { phase: "done", outcome: unbilled });
    assert.deepEqual(
      [columnFigures(ended, { tokens: 0 }).cost, columnFigures(ended, { tokens: 0 }).tokens],
      ["cost unknown", "–"],
    );
  });
});

describe("shownColumns", () => {
  const names = (state: Parameters<typeof shownColumns>[0]) => shownColumns(state).map(({ name }) => name);

  it("stand in the order in which they were chosen", () => {
    assert.deepEqual(names(done()), ["Claude Sonnet 4.5", "DeepSeek R1", "GPT-4o"]);
  });

  it("are shuffled and nameless while blind, and stay where they are afterwards", () => {
    assert.deepEqual(names(done({ blind })), ["Answer 1", "Answer 2", "Answer 3"]);
    assert.deepEqual(names(done({ blind: { ...blind, isRevealed: true } })), [
      "DeepSeek R1",
      "Claude Sonnet 4.5",
      "GPT-4o",
    ]);
    assert.equal(shownColumns(done({ blind: { order: ["c"], isRevealed: false } })).length, 3);
  });

  it("have finished when there is a whole answer", () => {
    assert.deepEqual(
      shownColumns(running()).map(({ isFinished }) => isFinished),
      [true, false, false],
    );
  });
});

describe("keepersSentence", () => {
  it("names those who may keep the text and will get it", () => {
    const [one, two, three] = [column("One"), column("Two"), column("Three")].map((each) => ({
      ...each,
      mayLogPrompts: true,
    }));
    assert.ok(one !== undefined && two !== undefined && three !== undefined);
    const sentence = (...columns: readonly (typeof one)[]) => keepersSentence(running({ columns }));
    assert.equal(keepersSentence(running()), undefined);
    assert.match(sentence(one, { ...two, problem: "No key." }) ?? "", /^The provider of One may log/);
    assert.match(sentence(one, two, three) ?? "", /^The providers of One, Two, Three may log/);
  });
});

describe("retryAt", () => {
  it("counts from the end of the answer", () => {
    assert.equal(retryAt(failed), now - 3000 + 900 + 40_000);
    assert.equal(retryAt(streaming), undefined);
  });
});

describe("parseKeptCompare", () => {
  it("takes what it knows and nothing else", () => {
    const kept = { comparisonId: "1", isDiff: true, baseline: "a", tab: "b", scrollTops: { a: 12 } };
    assert.deepEqual(parseKeptCompare({ ...kept, more: 1 }), kept);
    assert.deepEqual(parseKeptCompare({ comparisonId: 1, isDiff: "yes", baseline: 2, tab: null }), {
      comparisonId: "",
      isDiff: false,
      scrollTops: {},
    });
    assert.deepEqual(parseKeptCompare({ scrollTops: { a: 1, b: "2" } }).scrollTops, { a: 1 });
  });
});
