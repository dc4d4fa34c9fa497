import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { KnownSecrets } from "../../../src/core/knownSecrets";

function known(...keys: readonly (readonly [string, string?])[]): KnownSecrets {
  const secrets = new KnownSecrets();
  for (const [key, providerId] of keys) secrets.add(key, providerId);
  return secrets;
}

describe("KnownSecrets", () => {
  it("an old key stays a secret beside the new one", () => {
    const secrets = known(["kilo_old_key", "kilocode"], ["kilo_new_key", "kilocode"]);
    assert.equal(secrets.redact("kilo_old_key kilo_new_key"), "[redacted] [redacted]");
  });

  it("says whose key stands in a text, and on which line", () => {
    const secrets = known(["kilo_key_123", "kilocode"], ["or_key_4567", "openrouter"]);
    assert.deepEqual(secrets.findIn("a\nb\nx or_key_4567\nkilo_key_123"), {
      providerId: "openrouter",
      line: 3,
    });
    assert.deepEqual(secrets.findIn(`x\n${btoa("me:kilo_key_123")}`), { providerId: "kilocode", line: 2 });
    assert.equal(secrets.findIn("nothing\nhere"), undefined);
  });

  it("an owner that is told later is taken, a second one is not", () => {
    const secrets = known(["kilo_key_123"], ["kilo_key_123", "kilocode"], ["kilo_key_123", "local"]);
    assert.equal(secrets.findIn("kilo_key_123")?.providerId, "kilocode");
    assert.deepEqual(secrets.values, ["kilo_key_123"]);
  });

  it("words that servers take for want of a key are no secrets: they would black out ordinary text", () => {
    const secrets = known(["ollama", "local"], ["LM-Studio", "local"], [" ", "local"]);
    assert.equal(secrets.redact("ollama and LM-Studio"), "ollama and LM-Studio");
    assert.equal(secrets.findIn("ask ollama"), undefined);
  });

  it("filters text that arrives in pieces", () => {
    const stream = known(["kilo_key_123"]).stream();
    assert.equal(stream.push("my kilo_") + stream.push("key_123!") + stream.flush(), "my [redacted]!");
  });
});
