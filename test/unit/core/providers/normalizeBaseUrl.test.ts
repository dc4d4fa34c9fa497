import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { normalizeBaseUrl } from "../../../../src/core/providers/normalizeBaseUrl";

function urlOf(text: string): string | undefined {
  const result = normalizeBaseUrl(text);
  return result.ok ? result.url : undefined;
}

function warningOf(text: string): string | undefined {
  const result = normalizeBaseUrl(text);
  return result.ok ? result.warning : "refused";
}

describe("normalizeBaseUrl", () => {
  for (const [typed, url] of [
    ["https://api.example/v1", "https://api.example/v1"],
    ["  https://api.example/v1/\n", "https://api.example/v1"],
    ["https://api.example/v1///", "https://api.example/v1"],
    ["https://api.example/v1/chat/completions", "https://api.example/v1"],
    ["https://api.example/v1/chat/completions/", "https://api.example/v1"],
    ["https://api.example/v1/models?limit=3#top", "https://api.example/v1"],
    ["HTTPS://API.Example:443/V1", "https://api.example/V1"],
    ["https://api.example", "https://api.example"],
    ["https://api.example/models", "https://api.example"],
    ["http://localhost:3000/api/openrouter", "http://localhost:3000/api/openrouter"],
  ] as const) {
    it(`reads ${JSON.stringify(typed)}`, () => assert.equal(urlOf(typed), url));
  }

  it("says what it uses when a route or a query was cut off, without repeating the query", () => {
    const result = normalizeBaseUrl("https://api.example/v1/chat/completions?key=s3cret");
    assert.ok(result.ok);
    assert.match(result.changed ?? "", /https:\/\/api\.example\/v1 /);
    assert.doesNotMatch(result.changed ?? "", /s3cret/);
  });

  it("does not report slashes and white space at the ends", () => {
    assert.deepEqual(normalizeBaseUrl(" https://api.example/v1/ "), {
      ok: true,
      url: "https://api.example/v1",
    });
  });

  for (const typed of [
    "",
    "  ",
    "api.example/v1",
    "localhost:8000",
    "ftp://api.example",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://",
    "https://api.example/a b",
    "https://api.example/a\nb",
    "https://host:sk-token",
    "https://user:password@api.example",
    "https://key@api.example",
    "ไม่ใช่ที่อยู่",
  ]) {
    it(`refuses ${JSON.stringify(typed)} with a sentence`, () => {
      const result = normalizeBaseUrl(typed);
      assert.ok(!result.ok);
      assert.match(result.problem, /\.$/);
    });
  }

  it("does not repeat a password", () => {
    const result = normalizeBaseUrl("https://user:hunter22@api.example");
    assert.ok(!result.ok);
    assert.doesNotMatch(result.problem, /hunter22/);
  });

  it("warns of plain http except on this computer", () => {
    for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "dev.localhost", "LOCALHOST"]) {
      assert.equal(warningOf(`http://${host}:3000/v1`), undefined, host);
    }
    for (const host of ["10.0.0.1", "gateway.example", "localhost.evil.example", "127.0.0.1.nip.io"]) {
      assert.match(warningOf(`http://${host}/v1`) ?? "", /not encrypted/, host);
    }
    assert.equal(warningOf("https://gateway.example/v1"), undefined);
  });

  it("takes off any number of routes", () => {
    assert.equal(urlOf(`https://gateway.test/v1${"/models".repeat(50_000)}`), "https://gateway.test/v1");
  });

  it("never throws, and its result is a fixed point", () => {
    const part = fc.constantFrom(
      "/v1",
      "/",
      "//",
      "/chat/completions",
      "/Models",
      "/..",
      "?a=b",
      "#c",
      "%20",
      "/ทดสอบ",
      ":99",
      "@",
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 8 }).map((parts) => `https://h.example${parts.join("")}`),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const result = normalizeBaseUrl(text);
        if (!result.ok) return;
        assert.deepEqual(urlOf(result.url), result.url);
        assert.doesNotMatch(result.url, /\/$|\/chat\/completions$|\?|#/);
      }),
      { seed: 7 },
    );
  });
});
