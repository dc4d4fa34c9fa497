import assert from "node:assert/strict";
import * as l10n from "@vscode/l10n";
import { afterEach, describe, it } from "mocha";
import { formatAtMost, formatEstimate, formatUsd, formatUsdSum } from "../../../src/core/cost/formatCost";
import { formatDuration } from "../../../src/core/cost/formatDuration";
import { formatTokenLimit, formatTokens } from "../../../src/core/cost/formatTokens";
import { localNumber, numberMarks } from "../../../src/core/localNumber";
import { spokenUsd } from "../../../src/webview/text/spokenUsd";

describe("numbers in the user's language", () => {
  afterEach(() => l10n.config({ contents: {} }));
  const speak = (language: string) => l10n.config({ contents: numberMarks(language) });

  it("English and Thai write them the same way", () => {
    for (const language of ["en", "th", "en-GB", "th-TH"]) {
      speak(language);
      assert.equal(localNumber("1234567.50"), "1,234,567.50");
    }
    assert.equal(localNumber("999"), "999");
  });

  it("money stays US dollars with the dollar sign first, digits stay Latin", () => {
    speak("de");
    assert.equal(formatUsdSum(1204.5), "$1.204,50");
    assert.equal(formatUsd(0.0118), "$0,0118");
    assert.equal(formatUsd(0.00001), "<$0,0001");
    assert.equal(formatUsdSum(0.001), "<$0,01");
    assert.equal(formatEstimate(0.0114), "≈ $0,011");
    assert.equal(formatAtMost(0.0636), "$0,064");
    speak("ar-EG");
    assert.match(formatUsdSum(1204.5), /^\$1.204.50$/);
  });

  it("tokens and times follow, so that one line has one way of writing", () => {
    speak("de");
    assert.deepEqual(
      [formatTokens(1215), formatTokenLimit(4000), formatDuration(4200)],
      ["1,2k", "4.000", "4,2 s"],
    );
  });

  it("screen readers still hear dollars", () => {
    speak("fr");
    assert.equal(spokenUsd(formatEstimate(0.0114)), "about 0,011 dollars");
    assert.match(spokenUsd(formatUsdSum(1204.5)), /^1.204,50 dollars$/);
  });
});
