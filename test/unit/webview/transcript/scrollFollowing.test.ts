import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { nextScrollFollowing, type ScrollEvent } from "../../../../src/webview/transcript/scrollFollowing";

const after = (...events: ScrollEvent[]) =>
  events.reduce(nextScrollFollowing, { isFollowing: true, top: 100 }).isFollowing;

describe("nextScrollFollowing", () => {
  it("goes on following when new text moves the end away", () => {
    assert.equal(after({ type: "scrolled", top: 100, distanceToEnd: 500 }), true);
  });

  it("stops when the user scrolls up by more than 24 px", () => {
    assert.equal(after({ type: "scrolled", top: 76, distanceToEnd: 24 }), true);
    assert.equal(after({ type: "scrolled", top: 75, distanceToEnd: 25 }), false);
  });

  it("does not resume from a wheel turn that stayed near the end", () => {
    assert.equal(after({ type: "reading-started" }, { type: "scrolled", top: 90, distanceToEnd: 10 }), false);
  });

  it("resumes when the user comes back down to the end", () => {
    assert.equal(
      after(
        { type: "scrolled", top: 20, distanceToEnd: 80 },
        { type: "scrolled", top: 90, distanceToEnd: 10 },
      ),
      true,
    );
  });

  it("resumes when the end is asked for", () => {
    assert.equal(after({ type: "reading-started" }, { type: "end-wanted" }), true);
  });
});
