import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { specOutline, type SpecTask } from "../../../../src/core/spec/outline";
import { tickTask } from "../../../../src/core/spec/tickTask";

function taskOf(text: string, line: number): SpecTask {
  const task = specOutline(text).tasks.find((candidate) => candidate.line === line);
  assert.ok(task);
  return task;
}

/** The text after the edit; `undefined` without one. */
function ticked(text: string, task: SpecTask, startLine = 0): string | undefined {
  const edit = tickTask(text, task, { startLine });
  return edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
}

describe("tickTask", () => {
  it("ticks a box that is open or half done", () => {
    const text = "# A\r\n- [ ] a\r\n  1. [-]* b\r\n";
    assert.equal(ticked(text, taskOf(text, 1)), "# A\r\n- [x] a\r\n  1. [-]* b\r\n");
    assert.equal(ticked(text, taskOf(text, 2)), "# A\r\n- [ ] a\r\n  1. [x]* b\r\n");
  });

  it("finds a task that has moved", () => {
    assert.equal(ticked("new\n- [ ] b\n\n- [ ] a\n", taskOf("- [ ] a\n", 0)), "new\n- [ ] b\n\n- [x] a\n");
  });

  it("leaves a task alone that is gone, ticked or in the lines above the body", () => {
    const task = taskOf("- [ ] a\n", 0);
    assert.equal(ticked("- [ ] changed\n", task), undefined);
    assert.equal(ticked("- [x] a\n", task), undefined);
    assert.equal(ticked("- [ ] a\n---\ntext\n", task, 2), undefined);
  });

  it("of several with one text takes the one at the same place only", () => {
    const text = "- [ ] test\n- [ ] b\n- [ ] test\n";
    const second = taskOf(text, 2);
    assert.equal(ticked(text, second), "- [ ] test\n- [ ] b\n- [x] test\n");
    // Now the first one stands where the second stood.
    assert.equal(ticked(`1\n2\n${text}`, second), undefined);
  });
});
