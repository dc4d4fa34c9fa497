import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Logger } from "../../../src/core/ports";
import { StoredKeys } from "../../../src/host/storedKeys";

describe("StoredKeys", () => {
  let folder: string;
  let now = 0;
  const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} };
  const open = () => new StoredKeys(path.join(folder, "storage"), { now: () => now }, quiet);
  const file = () => path.join(folder, "storage", "stored-keys.json");
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "smartspec-stored-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("remembers across processes for whom a key was stored, and when", async () => {
    now = 42;
    await open().remember("kilocode");
    assert.equal(await open().storedAt("kilocode"), 42);
    assert.equal(await open().storedAt("openrouter"), undefined);
  });

  it("keeps what another window wrote meanwhile", async () => {
    const one = open();
    const other = open();
    await one.remember("kilocode");
    await other.remember("openrouter");
    await one.remember("local");
    await other.forget("kilocode");
    assert.deepEqual(await Promise.all(["kilocode", "openrouter", "local"].map((id) => one.storedAt(id))), [
      undefined,
      42,
      42,
    ]);
  });

  it("many changes at once all arrive, and no half-written file is left", async () => {
    const keys = open();
    await Promise.all(Array.from({ length: 20 }, (_, index) => keys.remember(`p${index}`)));
    const { keys: kept } = JSON.parse(await readFile(file(), "utf8"));
    assert.equal(Object.keys(kept).length, 20);
    assert.deepEqual(await readdir(path.dirname(file())), ["stored-keys.json"]);
  });

  for (const garbage of ["", "{", "[]", '{"v":2,"keys":{}}', '{"v":1,"keys":{"kilocode":"x"}}', "\0\0"]) {
    it(`takes ${JSON.stringify(garbage)} for an empty list and goes on`, async () => {
      await open().remember("local");
      await writeFile(file(), garbage);
      assert.equal(await open().storedAt("kilocode"), undefined);
      await open().remember("kilocode");
      assert.equal(await open().storedAt("kilocode"), 42);
    });
  }

  it("a folder that cannot be written is no error", async () => {
    await writeFile(path.join(folder, "storage"), "a file where the folder should be");
    await open().remember("kilocode");
    assert.equal(await open().storedAt("kilocode"), undefined);
  });
});
