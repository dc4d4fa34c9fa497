import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { parseModels } from "../../../src/core/models/parseModels";
import { ModelListFiles } from "../../../src/host/modelListFiles";
import { silentLog } from "../../fakes/silentLog";
import { kilo } from "../../fakes/sampleProvider";

const account = { provider: kilo, apiKey: "sk-or-v1-very-secret", organizationId: undefined };

describe("ModelListFiles", () => {
  let root: string;
  let folder: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "smartspec-models-"));
    folder = path.join(root, "models");
  });
  afterEach(async () => rm(root, { recursive: true, force: true }));

  it("reads back every row of the recorded list as it was", async () => {
    const body: unknown = JSON.parse(await readFile("test/fixtures/wire/models.sample.json", "utf8"));
    const models = parseModels(body, "kilocode") ?? assert.fail();
    const files = new ModelListFiles(folder, silentLog);
    await files.write(account, { models, loadedAt: 7 });
    assert.deepEqual(await new ModelListFiles(folder, silentLog).read(account), { models, loadedAt: 7 });
  });

  it("each account and organisation has its own, and no name or content tells the key", async () => {
    const files = new ModelListFiles(folder, silentLog);
    await files.write(account, { models: [], loadedAt: 1 });
    assert.equal(await files.read({ ...account, apiKey: "another" }), undefined);
    assert.equal(await files.read({ ...account, organizationId: "org" }), undefined);
    const names = await readdir(folder);
    assert.equal(names.length, 1);
    assert.ok(!(await readFile(path.join(folder, names[0] ?? ""), "utf8")).includes("secret"));
  });

  it("what is damaged, of another version or no list is none; a folder that cannot be written is no error", async () => {
    const files = new ModelListFiles(folder, silentLog);
    await files.write(account, { models: [], loadedAt: 1 });
    const file = path.join(folder, (await readdir(folder))[0] ?? "");
    for (const text of [
      "",
      "{",
      "[]",
      '{"v":0,"loadedAt":1,"models":[]}',
      '{"v":1,"loadedAt":1,"models":[{}]}',
    ]) {
      await writeFile(file, text);
      assert.equal(await files.read(account), undefined, text);
    }
    await writeFile(path.join(root, "file"), "");
    const blocked = new ModelListFiles(path.join(root, "file"), silentLog);
    await blocked.write(account, { models: [], loadedAt: 1 });
    assert.equal(await blocked.read(account), undefined);
  });
});
