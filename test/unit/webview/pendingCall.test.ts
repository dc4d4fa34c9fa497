import assert from "node:assert/strict";
import { mock } from "node:test";
import { afterEach, beforeEach, describe, it } from "mocha";
import { PendingCall } from "../../../src/webview/pendingCall";

describe("PendingCall", () => {
  let made: string[];
  let call: PendingCall;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    made = [];
    call = new PendingCall(100);
  });
  afterEach(() => mock.timers.reset());

  it("makes only the last one, when nothing new has come for a while", () => {
    call.set(() => made.push("a"));
    mock.timers.tick(99);
    call.set(() => made.push("b"));
    mock.timers.tick(99);
    assert.deepEqual([made, call.isPending], [[], true]);
    mock.timers.tick(1);
    mock.timers.tick(1000);
    assert.deepEqual([made, call.isPending], [["b"], false]);
  });

  it("makes it at once on demand, and not again", () => {
    call.set(() => made.push("a"));
    call.makeNow();
    call.makeNow();
    mock.timers.tick(1000);
    assert.deepEqual(made, ["a"]);
  });

  it("can be dropped", () => {
    call.set(() => made.push("a"));
    call.drop();
    mock.timers.tick(1000);
    assert.deepEqual([made, call.isPending], [[], false]);
  });
});
