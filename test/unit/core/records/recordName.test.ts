import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseRecordName, recordNameId } from "../../../../src/core/records/recordName";
import { recordPath } from "../../../../src/core/records/recordPath";

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

describe("the name of a record", () => {
  it("says when what was run", () => {
    const at = Date.UTC(2026, 2, 31, 14, 5, 9);
    assert.deepEqual(parseRecordName(nameOf(recordPath("docs/checkout.md", at, "3f2a-9c04"))), {
      startedAt: at,
      spec: "checkout",
      id: "3f2a9c",
    });
  });

  it("is read whatever the spec is called", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.uuid(),
        fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }),
        (spec, id, date) => {
          const name = parseRecordName(
            nameOf(recordPath(`${spec.replaceAll("/", "-")}.md`, date.getTime(), id)),
          );
          assert.equal(name?.startedAt, Math.floor(date.getTime() / 1000) * 1000);
          assert.equal(name?.id, recordNameId(id));
        },
      ),
    );
  });

  for (const name of ["notes.json", "20261399-000000-a-b.json", "20260331-140509-a-b.txt", ""]) {
    it(`${JSON.stringify(name)} is none`, () => assert.equal(parseRecordName(name), undefined));
  }
});
