import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { languageOf } from "../../../../src/webview/text/languageOf";

describe("languageOf", () => {
  it("is Thai for Thai with some Latin words in it", () => {
    assert.equal(languageOf("ใช้คำสั่ง npm install แล้วเปิดไฟล์"), "th");
  });

  it("is not Thai for other text with a Thai word in it", () => {
    assert.equal(languageOf("The word สเปก is Thai for spec, as used in this document."), "other");
    assert.equal(languageOf("日本語"), "other");
  });

  it("is not known without letters", () => {
    assert.equal(languageOf("1 + 2 = 3"), undefined);
  });
});
