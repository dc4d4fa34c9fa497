import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type ReadingLimits, readRecords } from "../../../src/node/readRecords";
import { sampleRecord } from "../core/records/sampleRecord";

describe("readRecords", () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "smartspec-records-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
  const json = (id: string, answer = "") => JSON.stringify(sampleRecord({ id, answer }));
  const read = async (limits?: ReadingLimits) => {
    const ids: string[] = [];
    for await (const { id } of readRecords(folder, limits)) ids.push(id);
    return ids;
  };

  it("the newest first, passing over what is none", async () => {
    for (const id of ["1", "2", "3"]) await write(`2026010${id}-000000-a-${id}.json`, json(id));
    await write("20260104-000000-later-4.json", json("4").replace('"version":1', '"version":99'));
    await write("20260105-000000-broken-5.json", json("5").slice(0, 100));
    await mkdir(path.join(folder, "20260106-000000-folder-6.json"));
    await write("20260107-000000-a-7.json.part", json("7"));
    assert.deepEqual(await read(), ["3", "2", "1"]);
  });

  it("no more than so many files, and no more than so many bytes: a huge one is passed over", async () => {
    for (const id of ["1", "2", "4"]) await write(`2026010${id}-000000-a-${id}.json`, json(id));
    await write("20260103-000000-a-3.json", json("3", "x".repeat(100_000)));
    assert.deepEqual(await read({ files: 2, bytes: Infinity }), ["4", "3"]);
    assert.deepEqual(await read({ files: 64, bytes: 50_000 }), ["4", "2", "1"]);
    assert.deepEqual(await read({ files: 64, bytes: 10 }), []);
  });

  it("nothing where there is no such folder", async () => {
    await rm(folder, { recursive: true });
    assert.deepEqual(await read(), []);
  });
});
