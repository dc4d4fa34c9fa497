import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isSecretFile } from "../../../../src/core/spec/isSecretFile";

describe("isSecretFile", () => {
  for (const path of [
    ".env",
    "/project/.env",
    "/project/.env.local",
    "C:\\work\\.ENV",
    ".env.",
    ".env ",
    ".env::$DATA",
    ".envrc",
    "production.env",
    "server.pem",
    "a/b/Server.KEY",
    "cert.p12",
    "cert.pfx",
    "id_rsa",
    "id_rsa.pub",
    "id_ed25519",
    "id_ed25519_work",
    ".npmrc",
    ".netrc",
    "_netrc",
    ".pgpass",
    "credentials",
    "credentials.json",
    "vault.kdbx",
    "store.jks",
    "/home/me/.ssh/config",
    "/home/me/.aws/config",
  ]) {
    it(`takes ${path} for one`, () => assert.equal(isSecretFile(path), true));
  }

  for (const path of [
    "checkout.md",
    "environment.md",
    "env.md",
    "docs/credentials.md",
    "keys.md",
    "key",
    "id_card.md",
    "/project/.env.d.ts/readme.md",
    "monkey.md",
    "npmrc.md",
    "ssh/notes.md",
    "",
  ]) {
    it(`lets ${JSON.stringify(path)} pass`, () => assert.equal(isSecretFile(path), false));
  }
});
