import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { tableRows } from "../../../../src/webview/models/tableRow";
import { cost } from "./samples";

const model = { isFree: false, mayTrainOnPrompts: false, hasOwnKey: false };
const state = {
  rows: [
    {
      ...model,
      id: "a/One",
      name: "One",
      pricing: { kind: "known", prompt: "0.000003", completion: "0.000015" },
    },
    { ...model, id: "constructor", name: "Two", pricing: { kind: "varies" } },
  ],
  costs: { prompt: { kind: "spec", name: "a.md" }, byModel: { "a/One": cost({ expectedUsd: 1 }) } },
  favourites: ["a/One"],
  hidden: ["constructor"],
  advice: [
    { task: "analysis", modelId: "a/One" },
    { task: "speed", modelId: "a/One" },
  ],
} as const;

describe("tableRows", () => {
  const [one, two] = tableRows(state);

  it("brings together what is known of a model", () => {
    assert.deepEqual(one?.perMillion, { prompt: 3, completion: 15 });
    assert.equal(one?.cost?.expectedUsd, 1);
    assert.deepEqual(one?.tasks, ["analysis", "speed"]);
    assert.deepEqual([one?.isFavourite, one?.isHidden], [true, false]);
    assert.equal(one?.searchText, "one\na/one");
  });

  it("leaves out what is not known, whatever the model is called", () => {
    assert.equal(two?.perMillion, undefined);
    assert.equal(two?.cost, undefined);
    assert.deepEqual([two?.isFavourite, two?.isHidden, two?.tasks], [false, true, []]);
  });
});
