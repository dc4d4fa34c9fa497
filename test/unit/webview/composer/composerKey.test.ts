import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  composerKey,
  type ComposerSituation,
  type PressedKey,
} from "../../../../src/webview/composer/composerKey";

const press = (key: string, change: Partial<PressedKey> = {}): PressedKey => ({
  key,
  keyCode: 0,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
});
const situation: ComposerSituation = {
  sendOn: "enter",
  isRecallable: false,
  isListOpen: false,
  endsComposition: false,
};

describe("composerKey", () => {
  it("sends on Enter and breaks the line on Shift+Enter", () => {
    assert.equal(composerKey(press("Enter"), situation), "send");
    assert.equal(composerKey(press("Enter", { shiftKey: true }), situation), "type");
  });

  it("with ctrlEnter, breaks the line on Enter and sends on Ctrl+Enter and Cmd+Enter", () => {
    const byCommand = { ...situation, sendOn: "ctrlEnter" } as const;
    assert.equal(composerKey(press("Enter"), byCommand), "type");
    assert.equal(composerKey(press("Enter", { ctrlKey: true }), byCommand), "send");
    assert.equal(composerKey(press("Enter", { metaKey: true }), byCommand), "send");
  });

  it("leaves every key of an input method to it", () => {
    for (const key of ["Enter", "ArrowUp", "ArrowDown", "Escape", "Tab"]) {
      assert.equal(
        composerKey(press(key, { isComposing: true }), { ...situation, isListOpen: true }),
        "type",
      );
      assert.equal(composerKey(press(key, { keyCode: 229 }), { ...situation, isListOpen: true }), "type");
    }
  });

  it("ignores the Enter that ends a composition", () => {
    assert.equal(
      composerKey(press("Enter", { keyCode: 13 }), { ...situation, endsComposition: true }),
      "ignore",
    );
  });

  it("walks the open list, takes from it and closes it", () => {
    const withList = { ...situation, isListOpen: true };
    const meanings = ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].map((key) =>
      composerKey(press(key), withList),
    );
    assert.deepEqual(meanings, [
      "next-option",
      "previous-option",
      "take-option",
      "take-option",
      "close-list",
    ]);
  });

  it("walks through older texts only where that takes nothing away", () => {
    const recallable = { ...situation, isRecallable: true };
    assert.equal(composerKey(press("ArrowUp"), recallable), "recall-older");
    assert.equal(composerKey(press("ArrowDown"), recallable), "recall-newer");
    assert.equal(composerKey(press("ArrowUp"), situation), "type");
    assert.equal(composerKey(press("ArrowDown"), situation), "type");
    assert.equal(composerKey(press("ArrowUp", { shiftKey: true }), recallable), "type");
  });

  it("gives Escape no meaning of its own", () => {
    assert.equal(composerKey(press("Escape"), situation), "type");
  });
});
