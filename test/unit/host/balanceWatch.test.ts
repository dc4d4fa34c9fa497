import assert from "node:assert/strict";
import { mock } from "node:test";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { RunCost } from "../../../src/core/cost/usage";
import { UserFacingError } from "../../../src/core/errors";
import { BalanceWatch } from "../../../src/host/balanceWatch";
import { silentLog } from "../../fakes/silentLog";
import { kilo } from "../../fakes/sampleProvider";

const known: RunCost = { kind: "reported", usd: 0.5 };
const unknown: RunCost = { kind: "unknown" };

describe("BalanceWatch", () => {
  let watch: BalanceWatch;
  let asked: number;
  let changes: number;
  let balance: () => number | undefined;
  let key: string | undefined;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    [asked, changes, balance, key] = [0, 0, () => 10 - asked, "a key"];
    watch = new BalanceWatch({
      gateways: {
        create: async () => ({
          getBalance: async () => {
            asked += 1;
            const usd = balance();
            return usd === undefined ? undefined : { usd };
          },
        }),
      },
      providers: { key: async () => key },
      clock: { now: () => 77 },
      log: silentLog,
      onChange: () => (changes += 1),
    });
  });
  afterEach(() => {
    watch.dispose();
    mock.timers.reset();
  });

  const pass = async (seconds: number): Promise<void> => {
    mock.timers.tick(seconds * 1000);
    // What a timer begins ends in promises alone.
    await new Promise((resolve) => void setImmediate(resolve));
  };

  it("looks once, some seconds after a run whose cost is known", async () => {
    watch.runEnded(kilo, known);
    await pass(1);
    assert.equal(asked, 0);
    await pass(2);
    assert.deepEqual(watch.of(kilo.id), { usd: 9, at: 77, isLoading: false });
    await pass(600);
    assert.deepEqual([asked, changes], [1, 1]);
  });

  it("looks again when the gateway has had time to find out what a run cost that nobody could price", async () => {
    watch.runEnded(kilo, unknown);
    await pass(3);
    assert.equal(watch.of(kilo.id)?.usd, 9);
    await pass(61);
    assert.equal(asked, 1);
    await pass(11);
    assert.equal(watch.of(kilo.id)?.usd, 8);
    await pass(600);
    assert.deepEqual([asked, changes], [2, 2]);
  });

  it("looks once after several runs that end together", async () => {
    for (let run = 0; run < 5; run++) watch.runEnded(kilo, unknown);
    await pass(3);
    await pass(72);
    assert.equal(asked, 2);
  });

  it("says nothing of an account when its key was changed meanwhile, or is gone", async () => {
    watch.runEnded(kilo, known);
    balance = () => {
      watch.forget();
      return 5;
    };
    await pass(3);
    assert.deepEqual([watch.of(kilo.id), asked, changes], [undefined, 1, 0]);
    key = undefined;
    watch.runEnded(kilo, known);
    await pass(3);
    assert.equal(asked, 1);
  });

  it("keeps what it saw when a look fails, and asks no server without accounts", async () => {
    watch.runEnded(kilo, known);
    await pass(3);
    balance = () => {
      throw new UserFacingError("network", "Not reachable.");
    };
    watch.runEnded(kilo, known);
    await pass(3);
    assert.equal(watch.of(kilo.id)?.usd, 9);
    watch.runEnded({ ...kilo, kind: "openai-compatible" }, known);
    await pass(3);
    assert.equal(asked, 2);
  });

  it("ends with its window", async () => {
    watch.runEnded(kilo, unknown);
    watch.dispose();
    await pass(600);
    assert.equal(asked, 0);
  });
});
