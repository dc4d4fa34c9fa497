import assert from "node:assert/strict";
import { groupRecords, recordGroupKeys } from "../../../../src/core/records/groupRecords";
import { recordPath } from "../../../../src/core/records/recordPath";

const at = (day: number, hour: number) => new Date(2026, 2, day, hour).getTime();
const name = (spec: string, time: number, id: string) => recordPath(spec, time, id).split("/").at(-1) ?? "";
const rows = [
  "zzz.json",
  name("b.md", at(3, 9), "c"),
  name("a.md", at(2, 23), "b"),
  name("b.md", at(2, 1), "a"),
].map(recordGroupKeys);
const shape = (grouping: "day" | "spec") =>
  groupRecords(rows, grouping).map(({ key, rows: members }) => [
    key,
    members.map((row) => rows.indexOf(row)),
  ]);

describe("records in groups", () => {
  it("by local day, newest first, what cannot be told last", () => {
    assert.deepEqual(shape("day"), [
      ["2026-03-03", [1]],
      ["2026-03-02", [2, 3]],
      ["", [0]],
    ]);
  });

  it("by spec, the one that ran last first", () => {
    assert.deepEqual(shape("spec"), [
      ["b", [1, 3]],
      ["a", [2]],
      ["", [0]],
    ]);
  });
});
