import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { StatusLine } from "../../../src/cli/statusLine";

const erase = "\r\u001B[2K";

function setUp({ isTTY = true, columns = 40 } = {}) {
  const written: string[] = [];
  let tick: (() => void) | undefined;
  const line = new StatusLine({ isTTY, columns, write: (text) => written.push(text) }, (_ms, call) => {
    tick = call;
    return () => (tick = undefined);
  });
  return { line, written, tick: () => tick?.(), isTicking: () => tick !== undefined };
}

describe("StatusLine", () => {
  it("draws over itself with each tick, and leaves nothing behind", () => {
    const { line, written, tick, isTicking } = setUp();
    let seconds = 0;
    line.show(() => `Answering · ${seconds} s`);
    assert.deepEqual(written, [], "not before the first tick: a short answer needs none");
    tick();
    seconds = 1;
    tick();
    line.hide();
    assert.deepEqual(written, [`${erase}Answering · 0 s`, `${erase}Answering · 1 s`, erase]);
    assert.equal(isTicking(), false);
  });

  it("makes way for other text, and comes back below it", () => {
    const { line, written, tick } = setUp();
    line.show(() => "Sending");
    tick();
    line.makeWay();
    line.makeWay();
    tick();
    assert.deepEqual(written, [`${erase}Sending`, erase, `${erase}Sending`]);
  });

  it("stays away while a line of the answer is open", () => {
    const { line, written, tick } = setUp();
    line.show(() => "Answering");
    line.makeWay(true);
    tick();
    assert.deepEqual(written, []);
    line.makeWay(false);
    tick();
    assert.deepEqual(written, [`${erase}Answering`]);
  });

  it("is cut to the width of the terminal, and not in the middle of a letter", () => {
    const { line, written, tick } = setUp({ columns: 6 });
    line.show(() => "กำลังส่งที่นี่");
    tick();
    const [drawn = ""] = written;
    assert.ok(drawn.endsWith("…"));
    assert.ok([...new Intl.Segmenter().segment(drawn.slice(erase.length))].length <= 5);
  });

  it("is never seen where there is no terminal", () => {
    const { line, written, tick, isTicking } = setUp({ isTTY: false });
    line.show(() => "Sending");
    tick();
    line.makeWay();
    line.hide();
    assert.deepEqual(written, []);
    assert.equal(isTicking(), false);
  });
});
