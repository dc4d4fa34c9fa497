import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findTranslationCalls } from "./findTranslationCalls";

const keysOf = (source: string) => findTranslationCalls(source).map(({ key }) => key);

describe("findTranslationCalls", () => {
  it("reads literals in any quotation marks", () => {
    assert.deepEqual(keysOf(`l10n.t("a"); l10n.t('b {0}', x); l10n.t(\`c $1\`)`), ["a", "b {0}", "c $1"]);
  });

  it("reads calls over several lines, with comments and a comma at the end", () => {
    assert.deepEqual(keysOf('l10n\n  .t(\n    // Why.\n    "a", /* b */\n    x,\n  )'), ["a"]);
  });

  it("joins literals with a plus between them", () => {
    assert.deepEqual(keysOf(`l10n.t("a " +\n  'b' + \`c\`)`), ["a bc"]);
  });

  it("reads escapes as the language does", () => {
    assert.deepEqual(keysOf(String.raw`l10n.t("\"a\"\n\\ \u2019\u{1F600}\x41 \'")`), [
      '"a"\n\\ \u2019\u{1F600}A \'',
    ]);
  });

  it("says where the first argument is not a literal", () => {
    assert.deepEqual(
      findTranslationCalls('l10n.t(name);\nl10n.t(`a ${b}`);\nl10n.t("a" + b);\nl10n.t({ message: "a" })'),
      [1, 2, 3, 4].map((line) => ({ key: undefined, line })),
    );
  });
});
