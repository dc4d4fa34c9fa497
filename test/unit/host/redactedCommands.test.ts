import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { KnownSecrets } from "../../../src/core/knownSecrets";
import { redactedCommands } from "../../../src/host/commands/redactedCommands";

const secrets = new KnownSecrets();
secrets.add("kilo_key_123", "kilocode");

describe("what commands return", () => {
  const commands = redactedCommands(
    {
      run: async () => ({
        status: "failed",
        text: "",
        error: { message: "kilo_key_123", details: { requestId: "kilo_key_123" } },
      }),
      echo: async (argument) => argument,
      reject: async () => {
        throw new UserFacingError("network", "no kilo_key_123", { cause: new Error("kilo_key_123") });
      },
      bug: async () => {
        throw new TypeError("bug");
      },
    },
    secrets,
  );

  it("holds no key, neither results nor errors", async () => {
    assert.ok(!JSON.stringify(await commands["run"]?.(undefined)).includes("kilo_key"));
    await assert.rejects(
      async () => commands["reject"]?.(undefined),
      (error) => {
        assert.ok(UserFacingError.is(error));
        assert.equal(error.message, "no [redacted]");
        return !String(error.cause).includes("kilo_key");
      },
    );
  });

  it("passes everything else through as it is, also nothing and bugs", async () => {
    const value = { any: "thing" };
    assert.equal(await commands["echo"]?.(value), value);
    assert.equal(await commands["echo"]?.(undefined), undefined);
    await assert.rejects(async () => commands["bug"]?.(undefined), TypeError);
  });
});
