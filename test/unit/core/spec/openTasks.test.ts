import assert from "node:assert/strict";
import { openTasks } from "../../../../src/core/spec/openTasks";
import { specOutline } from "../../../../src/core/spec/outline";

const sorted = (lines: readonly string[]) => {
  const { runnable, finished } = openTasks(specOutline(lines.join("\n")));
  return { runnable: runnable.map(({ text }) => text), finished: finished.map(({ text }) => text) };
};

describe("openTasks", () => {
  it("runs what is open, in its order, and leaves out what is optional", () => {
    assert.deepEqual(sorted(["- [ ] a", "- [x] b", "- [ ]* c", "- [-] d"]), {
      runnable: ["a", "d"],
      finished: [],
    });
  });

  it("a task is done when those nested in it are", () => {
    assert.deepEqual(
      sorted(["- [ ] 1", "  - [x] 1.1", "  - [ ] 1.2", "- [ ] 2", "  - [x] 2.1", "  - [ ]* 2.2"]),
      {
        runnable: ["1.2"],
        finished: ["2"],
      },
    );
  });

  it("text nested in a task is part of it", () => {
    assert.deepEqual(sorted(["- [ ] a", "  - how", "  more"]), { runnable: ["a"], finished: [] });
  });
});
