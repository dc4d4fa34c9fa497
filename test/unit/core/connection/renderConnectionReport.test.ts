import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { renderConnectionReport } from "../../../../src/core/connection/renderConnectionReport";

const provider = { name: "Kilo Code", baseUrl: "https://api.kilo.ai/api/openrouter" };

describe("renderConnectionReport", () => {
  it("lines its columns up, so that it reads well without being rendered", () => {
    const text = renderConnectionReport(
      {
        ok: true,
        provider: "kilocode",
        steps: [
          { name: "address", ok: true, ms: 3, detail: "https://api.kilo.ai" },
          { name: "first token", ok: true, ms: 1234, detail: "สวัสดี" },
        ],
      },
      provider,
    );
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    const lengths = rows.map((row) => row.replace(/\p{M}/gu, "").length);
    assert.equal(rows.length, 4);
    assert.equal(new Set(lengths).size, 1, text);
    assert.match(text, /\*\*Kilo Code answers\.\*\*/);
  });

  it("what a server wrote cannot break out of its cell", () => {
    const text = renderConnectionReport(
      {
        ok: false,
        provider: "kilocode",
        steps: [{ name: "key", ok: false, ms: 1, detail: "a | b\n| c" }],
        error: { code: "authentication", message: "No.", remedy: "set-api-key", retryable: false },
      },
      provider,
    );
    assert.match(text, /a \\\| b \\\| c/);
    assert.match(text, /\*\*No\.\*\*/);
  });
});
