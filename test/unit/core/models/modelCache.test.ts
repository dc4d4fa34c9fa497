import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import type { Model } from "../../../../src/core/models/model";
import type { ModelList } from "../../../../src/core/models/storedModels";
import { ModelCache } from "../../../../src/core/models/modelCache";
import { kilo } from "../../../fakes/sampleProvider";
import { sampleModel } from "../../../fakes/sampleModel";

/** Answers one list after the other; an error is thrown. */
function setUp(...answers: readonly (readonly Model[] | Error)[]) {
  let asked = 0;
  let now = 0;
  let changed: (() => void) | undefined;
  const disk = new Map<string, ModelList>();
  let key = "a";
  const cache = new ModelCache({
    gateways: {
      create: async () => ({
        listModels: async () => {
          const answer = answers[asked++] ?? [];
          if (answer instanceof Error) throw answer;
          return answer;
        },
      }),
    },
    providers: {
      onDidChange: (listener) => {
        changed = listener;
        return { dispose: () => undefined };
      },
      connection: async (provider) => ({
        provider,
        apiKey: key,
        organizationId: undefined,
        timeouts: { connectMs: 0, firstTokenMs: 0, idleMs: 0 },
      }),
    },
    files: {
      read: async ({ apiKey = "" }) => disk.get(apiKey),
      write: async ({ apiKey = "" }, list) => void disk.set(apiKey, list),
    },
    clock: { now: () => now },
  });
  return {
    cache,
    asked: () => asked,
    later: (ms: number) => (now += ms),
    change: (newKey = key) => {
      key = newKey;
      changed?.();
    },
    disk,
  };
}

const failure = new UserFacingError("network", "Not reachable.");

describe("ModelCache", () => {
  it("asks once while a list is fresh, and again when it is not or when told to", async () => {
    const { cache, asked, later } = setUp([sampleModel], [sampleModel], [sampleModel]);
    await cache.list(kilo);
    await cache.list(kilo);
    assert.equal(asked(), 1);
    await cache.list(kilo, { refresh: true });
    assert.equal(asked(), 2);
    later(11 * 60_000);
    await cache.list(kilo);
    assert.equal(asked(), 3);
  });

  it("an empty list is handed on, but not kept: the next one who asks may have more luck", async () => {
    const { cache, asked } = setUp([], [sampleModel]);
    assert.deepEqual(await cache.list(kilo), []);
    assert.deepEqual(await cache.list(kilo), [sampleModel]);
    assert.equal(asked(), 2);
  });

  it("a failure stands for ten seconds for those who type, and not for those who press a button", async () => {
    const { cache, asked, later } = setUp(failure, failure, [sampleModel]);
    await assert.rejects(cache.list(kilo), failure);
    await assert.rejects(cache.list(kilo), failure);
    assert.equal(asked(), 1);
    await assert.rejects(cache.list(kilo, { retryFailure: true }), failure);
    assert.equal(asked(), 2);
    later(11_000);
    assert.deepEqual(await cache.list(kilo), [sampleModel]);
  });

  it("those who ask at the same time share one request", async () => {
    const { cache, asked } = setUp([sampleModel], [sampleModel]);
    await Promise.all([cache.list(kilo), cache.list(kilo)]);
    assert.equal(asked(), 1);
  });

  it("a list that was asked for with the old key does not come back after the change", async () => {
    const other = { ...sampleModel, id: "acme/other" };
    const { cache, change } = setUp([sampleModel], [other]);
    const old = cache.list(kilo);
    change();
    await old;
    assert.deepEqual(await cache.list(kilo), [other]);
  });

  it("offline the list of last time serves, also in the next window, and says how old it is and why", async () => {
    const { cache, change, later } = setUp([sampleModel], failure, failure, failure);
    await cache.list(kilo);
    later(11 * 60_000);
    assert.deepEqual(await cache.list(kilo), [sampleModel]);
    assert.deepEqual(cache.seen(kilo), { models: [sampleModel], loadedAt: 0, isLoading: false, failure });
    change();
    assert.deepEqual(cache.seen(kilo), { isLoading: false });
    assert.deepEqual(await cache.list(kilo), [sampleModel], "from the disk");
    await assert.rejects(cache.list(kilo, { refresh: true }), failure, "a refresh tells the truth");
  });

  it("a failure that is about the list itself is told, whatever there was before", async () => {
    const wrong = new UserFacingError("invalid-response", "Not a list.");
    const { cache, later } = setUp([sampleModel], wrong);
    await cache.list(kilo);
    later(11 * 60_000);
    await assert.rejects(cache.list(kilo), wrong);
  });

  it("another key's list is not this one's", async () => {
    const { cache, change } = setUp([sampleModel], failure);
    await cache.list(kilo);
    change("b");
    await assert.rejects(cache.list(kilo), failure);
  });
});
