import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Model } from "../../../../src/core/models/model";
import {
  contextLimitOf,
  findModel,
  fits,
  nearestModels,
  sortForPicker,
} from "../../../../src/core/models/modelCatalogue";
import { modelWith } from "../../../fakes/sampleModel";

function model(id: string, changes: Partial<Model> = {}): Model {
  return modelWith({ id, name: id, ...changes });
}

const list = [
  model("acme/large-2", { recommendedIndex: 1, name: "Large 2" }),
  model("acme/large-2:free", { name: "large 2 free" }),
  model("Acme/Large-2", { name: "Another" }),
  model("bolt/swift-mini", { recommendedIndex: 0, name: "Swift mini" }),
  model("coral/reef-70b-instruct", { name: "Reef" }),
];
const ids = (models: readonly Model[]) => models.map(({ id }) => id);

describe("findModel", () => {
  it("prefers the exact id", () => assert.equal(findModel(list, "Acme/Large-2"), list[2]));
  it("trims", () => assert.equal(findModel(list, " bolt/swift-mini\n"), list[3]));
  it("falls back to another case", () => assert.equal(findModel(list, "BOLT/Swift-Mini"), list[3]));
  it("does not guess", () => assert.equal(findModel(list, "large-2"), undefined));
});

describe("nearestModels", () => {
  it("finds a typing mistake", () =>
    assert.deepEqual(ids(nearestModels(list, "bolt/swfit-mini", 1)), ["bolt/swift-mini"]));
  it("finds a model of a wrong author", () => {
    assert.deepEqual(ids(nearestModels(list, "ocean/reef-70b-instruct", 1)), ["coral/reef-70b-instruct"]);
  });
  it("finds a part of an id", () =>
    assert.deepEqual(ids(nearestModels(list, "reef", 3)), ["coral/reef-70b-instruct"]));
  it("offers as many as asked", () => assert.equal(nearestModels(list, "acme/large-3", 2).length, 2));
  it("offers nothing that is not alike", () =>
    assert.deepEqual(nearestModels(list, "zzzzzzzz/qqqqqq", 3), []));
  it("offers nothing for nothing", () => assert.deepEqual(nearestModels(list, " ", 3), []));
});

describe("sortForPicker", () => {
  it("puts every model in one group", () => {
    const groups = sortForPicker(list, {
      recentIds: ["coral/reef-70b-instruct", "gone/model", "acme/large-2", "acme/large-2"],
    });
    assert.deepEqual(ids(groups.recent), ["coral/reef-70b-instruct", "acme/large-2"]);
    assert.deepEqual(ids(groups.recommended), ["bolt/swift-mini"]);
    assert.deepEqual(ids(groups.all), ["Acme/Large-2", "acme/large-2:free"]);
  });

  it("favourites come first, and hidden models not at all", () => {
    const groups = sortForPicker(list, {
      recentIds: ["bolt/swift-mini", "acme/large-2"],
      favouriteIds: ["acme/large-2", "gone/model"],
      hiddenIds: ["coral/reef-70b-instruct", "Acme/Large-2"],
    });
    assert.deepEqual(ids(groups.favourites), ["acme/large-2"]);
    assert.deepEqual(ids(groups.recent), ["bolt/swift-mini"]);
    assert.deepEqual(ids(groups.recommended), []);
    assert.deepEqual(ids(groups.all), ["acme/large-2:free"]);
  });

  it("keeps the gateway's order of recommendations", () => {
    assert.deepEqual(ids(sortForPicker(list, { recentIds: [] }).recommended), [
      "bolt/swift-mini",
      "acme/large-2",
    ]);
  });
});

describe("contextLimitOf and fits", () => {
  it("takes the smaller of model and endpoint", () => {
    assert.equal(
      contextLimitOf(model("a", { contextLength: 200_000, providerContextLength: 32_000 })),
      32_000,
    );
    assert.equal(contextLimitOf(model("a", { contextLength: 8000, providerContextLength: 32_000 })), 8000);
  });
  it("takes the one there is", () =>
    assert.equal(contextLimitOf(model("a", { providerContextLength: 32_000 })), 32_000));
  it("does not know without either, nor from a zero", () => {
    assert.equal(contextLimitOf(model("a")), undefined);
    assert.equal(contextLimitOf(model("a", { contextLength: 0 })), undefined);
    assert.equal(fits(model("a"), 10), undefined);
  });
  it("needs room for an answer", () => {
    assert.equal(fits(model("a", { contextLength: 8000 }), 7999), true);
    assert.equal(fits(model("a", { contextLength: 8000 }), 8000), false);
  });
});
