import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { KnownSecrets } from "../../../../src/core/knownSecrets";
import { secretInPrompt } from "../../../../src/core/spec/secretInPrompt";

const secrets = new KnownSecrets();
secrets.add("kilo_key_123", "kilocode");
const nameOf = (id: string) => (id === "kilocode" ? "Kilo Code" : id);

describe("secretInPrompt", () => {
  it("names the line of the file and the owner of the key, never the key", () => {
    const file = `# Spec\n\ncurl -H "Authorization: Bearer kilo_key_123"`;
    const error = secretInPrompt([{ role: "user", content: file }], file, secrets, nameOf);
    assert.equal(error?.message, "Line 3 holds the key of Kilo Code; it is not sent.");
    assert.deepEqual([error?.code, error?.remedy, error?.details?.line], ["invalid-spec", "edit-spec", 3]);
  });

  it("a key in the message, the instruction or an earlier turn is found, without a line", () => {
    for (const role of ["system", "user", "assistant"] as const) {
      const messages = [{ role, content: "my kilo_key_123" }, { role: "user", content: "and?" } as const];
      const error = secretInPrompt(messages, "clean file", secrets, nameOf);
      assert.equal(error?.message, "The text holds the key of Kilo Code; it is not sent.");
      assert.equal(error.details, undefined);
    }
  });

  it("a prompt without a key may go", () => {
    assert.equal(secretInPrompt([{ role: "user", content: "Hello" }], "Hello", secrets, nameOf), undefined);
  });
});
