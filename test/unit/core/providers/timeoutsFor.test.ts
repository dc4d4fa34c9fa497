import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { timeoutsFor } from "../../../../src/core/providers/timeoutsFor";

const PUBLIC = "https://api.kilo.ai/api/openrouter";
const LOCAL = "http://localhost:11434/v1";

describe("timeoutsFor", () => {
  it("gives a public gateway half a minute to accept, three to begin, two of silence", () => {
    assert.deepEqual(timeoutsFor(PUBLIC, {}), {
      connectMs: 30_000,
      firstTokenMs: 180_000,
      idleMs: 120_000,
    });
  });

  it("gives a server nearby ten minutes, until its headers too", () => {
    const generous = { connectMs: 630_000, firstTokenMs: 600_000, idleMs: 600_000 };
    for (const baseUrl of [LOCAL, "http://192.168.1.20:1234/v1", "https://gpu-box.local/v1"]) {
      assert.deepEqual(timeoutsFor(baseUrl, {}), generous, baseUrl);
    }
  });

  it("keeps what the user chose, wherever the server is, and 0 above all", () => {
    const chosen = { connectMs: 5000, firstTokenMs: 0, idleMs: 7000 };
    assert.deepEqual(timeoutsFor(PUBLIC, chosen), chosen);
    assert.deepEqual(timeoutsFor(LOCAL, chosen), chosen);
    assert.deepEqual(timeoutsFor(LOCAL, { connectMs: 0, firstTokenMs: 0, idleMs: 0 }), {
      connectMs: 0,
      firstTokenMs: 0,
      idleMs: 0,
    });
  });

  it("lets the connect limit nearby follow the chosen wait for the first token", () => {
    assert.equal(timeoutsFor(LOCAL, { firstTokenMs: 60_000 }).connectMs, 90_000);
    assert.equal(timeoutsFor(LOCAL, { firstTokenMs: 0 }).connectMs, 0);
    assert.equal(timeoutsFor(PUBLIC, { firstTokenMs: 0 }).connectMs, 30_000);
  });

  it("survives an address that is none", () => {
    assert.equal(timeoutsFor("", {}).connectMs, 30_000);
  });
});
