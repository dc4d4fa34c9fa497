import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { encode as encodeCl100k } from "gpt-tokenizer/encoding/cl100k_base";
import { encode as encodeO200k } from "gpt-tokenizer/encoding/o200k_base";
import { describe, it } from "mocha";
import { countClasses } from "../../../../src/core/cost/countClasses";
import { countTokens } from "../../../../src/core/cost/countTokens";
import { addClassCounts, tokenClasses, type TokenClass } from "../../../../src/core/cost/tokenClasses";
import { tokenWeights } from "../../../../src/core/cost/tokenWeights";
import { mixedText } from "./mixedText";

// The tests run from the root of the project.
const folder = join(process.cwd(), "test/fixtures/tokens");
const encoders = { o200k: encodeO200k, cl100k: encodeCl100k } as const;

describe("countTokens against the real encoders", () => {
  const rows = readdirSync(folder).map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const error = (family: "o200k" | "cl100k") =>
      countTokens(text, family) / encoders[family](text).length - 1;
    return { name, o200k: error("o200k"), cl100k: error("cl100k") };
  });
  if (process.env["SMARTSPEC_TOKEN_TABLE"]) console.table(rows);

  for (const row of rows) {
    it(`is within 15 % on ${row.name}`, () => {
      assert.ok(Math.abs(row.o200k) <= 0.15, `o200k ${row.o200k}`);
      assert.ok(Math.abs(row.cl100k) <= 0.15, `cl100k ${row.cl100k}`);
    });
  }

  for (const family of ["o200k", "cl100k"] as const) {
    it(`is within 8 % in the median for ${family}`, () => {
      const errors = rows.map((row) => Math.abs(row[family])).toSorted((a, b) => a - b);
      assert.ok((errors[Math.floor(errors.length / 2)] ?? 1) <= 0.08);
    });
  }
});

describe("countTokens", () => {
  it("is 0 for nothing and at least 1 for something", () => {
    assert.equal(countTokens(""), 0);
    assert.equal(countTokens(" "), 1);
    assert.equal(countTokens("\n"), 1);
  });

  it("is a finite whole number for any text and every family", () => {
    fc.assert(
      fc.property(fc.oneof(mixedText, fc.string({ unit: "binary" })), (text) => {
        for (const family of Object.keys(tokenWeights) as (keyof typeof tokenWeights)[]) {
          assert.ok(Number.isSafeInteger(countTokens(text, family)));
        }
      }),
      { seed: 9 },
    );
  });
});

describe("countClasses", () => {
  const rows: readonly (readonly [string, Partial<Record<TokenClass, number>>])[] = [
    ["The parkingFee costs", { latinShort: 2, latinMedium: 2 }],
    ["don't", { latinShort: 2, apostrophes: 1 }],
    ["internationalization", { latinLongest: 1, latinExcess: 9 }],
    ["été", { latinShort: 1, latinAccented: 2 }],
    ["pay 12345 now", { latinShort: 2, digits: 5, digitGroups: 2, digitSpaces: 1 }],
    ["a.b", { latinShort: 2, attachedMarks: 1 }],
    ["(); ----", { markRuns: 2, marks: 4, repeatedMarks: 3 }],
    [
      "  a\n\tb;\n\nc",
      {
        indents: 2,
        latinShort: 3,
        markRuns: 1,
        marks: 1,
        lineBreaks: 1,
        lineBreaksAfterMark: 1,
        blankLines: 1,
      },
    ],
    ["a   b  \n", { latinShort: 2, spaceRuns: 1, lineBreaks: 1 }],
    ["ที่นี่", { thaiLetters: 2, thaiMarks: 4 }],
    ["漢字、中文", { han: 4, wideMarks: 1 }],
    ["食べる", { kanji: 1, hiragana: 2 }],
    ["カード", { katakana: 3 }],
    ["우리 동네", { hangulWords: 2, hangul: 4 }],
    ["мы тут", { cyrillicWords: 2, cyrillic: 5 }],
    ["في هذا", { arabicWords: 2, arabic: 5 }],
    ["यह भी", { devanagariWords: 2, devanagari: 4 }],
    ["→ 👩‍💻", { symbols: 1, emoji: 2 }],
    ["\u{20000}\ud800", { other: 3 }],
  ];
  for (const [text, expected] of rows) {
    it(`sorts ${JSON.stringify(text)}`, () => {
      const counts = countClasses(text);
      const found = Object.fromEntries(
        tokenClasses.map((name, index) => [name, counts[index]] as const).filter(([, count]) => count !== 0),
      );
      assert.deepEqual(found, expected);
    });
  }

  it("adds up over lines", () => {
    fc.assert(
      fc.property(mixedText, mixedText, (a, b) => {
        const sum = countClasses(`${a}\n`);
        addClassCounts(sum, countClasses(b));
        assert.deepEqual(sum, countClasses(`${a}\n${b}`));
      }),
      { seed: 10, numRuns: 1000 },
    );
  });
});
