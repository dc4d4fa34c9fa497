import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createMarkdown } from "../../../../src/webview/markdown/createMarkdown";

const markdown = createMarkdown();

describe("createMarkdown", () => {
  it("links only to https, http and mail", () => {
    for (const target of ["https://example.org/", "http://example.org/", "mailto:a@example.org"]) {
      assert.equal(markdown.render(`[x](${target})`), `<p><a href="${target}">x</a></p>\n`);
    }
    for (const target of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///a",
      "command:a",
      "vscode://a",
      "a.md",
      "//example.org",
      "&#106;avascript:alert(1)",
      "java\tscript:alert(1)",
    ]) {
      assert.doesNotMatch(markdown.render(`[x](${target})`), /href/);
      assert.doesNotMatch(markdown.render(`![x](${target})`), /href|src/);
      assert.doesNotMatch(markdown.render(`[x]\n\n[x]: ${target}`), /href/);
    }
  });

  it("makes links of https addresses in text and of nothing else", () => {
    assert.match(markdown.render("see https://example.org/a."), /href="https:\/\/example.org\/a"/);
    for (const text of [
      "README.md",
      "www.example.org",
      "a@example.org",
      "http://example.org",
      "ftp://example.org",
    ]) {
      assert.doesNotMatch(markdown.render(text), /href/);
    }
  });

  it("shows an image as its description and a link, never as an image", () => {
    assert.equal(
      markdown.render("![a *pixel*](https://example.org/p.png)"),
      `<p><a class="image-link" href="https://example.org/p.png">a pixel</a></p>\n`,
    );
    assert.equal(
      markdown.render("[![logo](https://example.org/l.png)](https://example.org/)"),
      `<p><a href="https://example.org/">logo</a></p>\n`,
    );
  });

  it("escapes HTML", () => {
    assert.equal(markdown.render("<b onclick=a>x</b>"), "<p>&lt;b onclick=a&gt;x&lt;/b&gt;</p>\n");
    assert.equal(
      markdown.render('```"><script>\n</code><script>\n```'),
      `<pre class="code-block" data-language="&quot;&gt;&lt;script&gt;"><code>&lt;/code&gt;&lt;script&gt;\n</code></pre>\n`,
    );
  });

  it("aligns table cells without style attributes", () => {
    const html = markdown.render("| a | b |\n|:-:|--:|\n| 1 | 2 |");
    assert.match(html, /<td class="align-center">1<\/td>\s*<td class="align-right">2<\/td>/);
    assert.doesNotMatch(html, /style/);
  });

  it("leaves out nothing that is nested too deep", () => {
    for (const mark of ["> ", "- ", "1. "])
      assert.match(markdown.render(`${mark.repeat(500)}deepest`), /deepest/);
  });

  it("makes terminal commands and direction controls in prose visible, but not what joins letters", () => {
    assert.equal(
      markdown.render("a\u001B[0m &#x202E;b \u200Bc"),
      `<p>a<span class="hidden-character" data-name="U+001B"></span>[0m <span class="hidden-character" data-name="U+202E"></span>b \u200Bc</p>\n`,
    );
  });

  it("makes direction controls in code visible", () => {
    assert.match(
      markdown.render("`a\u202Eb`"),
      /<code>a<span class="hidden-character" data-name="U\+202E"><\/span>b<\/code>/,
    );
  });
});
