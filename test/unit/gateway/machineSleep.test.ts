import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { FakeClock, turn } from "./fakeClock";
import {
  codeOf,
  collect,
  delta,
  FINISH,
  HELLO,
  never,
  okStream,
  testGateway,
  textChunk,
  textOf,
} from "./testGateway";
import type { Answer, Collected, TestGatewayOptions } from "./testGateway";

const HOUR_MS = 3_600_000;

/** A stream whose pieces arrive when the test says so. */
function fedStream(...pieces: string[]): { readonly answer: Answer; readonly feed: (piece: string) => void } {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const feed = (piece: string): void => {
    writer.write(new TextEncoder().encode(piece)).catch(() => undefined);
  };
  for (const piece of pieces) feed(piece);
  return { answer: () => new Response(readable), feed };
}

interface Waiting {
  readonly clock: FakeClock;
  readonly requests: readonly unknown[];
  /** Set as soon as the stream has ended. */
  readonly ended: () => Collected | undefined;
}

async function ask(answers: readonly Answer[], options: TestGatewayOptions = {}): Promise<Waiting> {
  const clock = new FakeClock();
  const gateway = testGateway(answers, { ...options, policy: { clock, ...options.policy } });
  let result: Collected | undefined;
  collect(gateway.client.streamChat(HELLO, never)).then(
    (collected) => (result = collected),
    () => undefined,
  );
  await turn();
  return { clock, requests: gateway.requests, ended: () => result };
}

for (const timers of ["stand still", "expire"] as const) {
  describe(`a machine whose timers ${timers} while it sleeps`, () => {
    it("ends a stream that nothing more comes from, ten seconds after it wakes up", async () => {
      const { clock, ended } = await ask([fedStream(textChunk("Hi")).answer]);
      await clock.pass(3000);
      clock.sleep(HOUR_MS, timers);
      await clock.pass(9000);
      assert.equal(ended(), undefined);
      await clock.pass(6000);
      assert.equal(codeOf(ended()?.error), "stream-interrupted");
      assert.equal(textOf(ended()?.events ?? []), "Hi");
      assert.equal(clock.pending, 0);
    });

    it("goes on with a stream that is still alive, and counts no second of the sleep", async () => {
      const stream = fedStream(": x\n\n");
      const timeouts = { connectMs: 0, firstTokenMs: 20_000, idleMs: 15_000 };
      const { clock, ended } = await ask([stream.answer], { connection: { timeouts } });
      clock.sleep(HOUR_MS, timers);
      await clock.pass(9000);
      stream.feed(": still here\n\n");
      await clock.pass(9000);
      assert.equal(ended(), undefined);
      stream.feed(textChunk("Hi") + FINISH + "data: [DONE]\n\n");
      await turn();
      assert.equal(ended()?.error, undefined);
      assert.equal(textOf(ended()?.events ?? []), "Hi");
      assert.equal(clock.pending, 0);
    });

    it("says that the connection was lost in its sleep when there was no output, and tries again", async () => {
      const hanging: Answer = () => new Promise(() => undefined);
      const silent = fedStream(": x\n\n").answer;
      for (const answer of [hanging, silent]) {
        const { clock, requests, ended } = await ask([answer, okStream], { policy: { chatRetries: 1 } });
        clock.sleep(HOUR_MS, timers);
        await clock.pass(15_000);
        assert.equal(requests.length, 2);
        const waiting = ended()?.events.find((event) => event.type === "waiting");
        assert.ok(waiting?.type === "waiting");
        assert.deepEqual([waiting.error.code, waiting.error.remedy], ["network", "retry"]);
        assert.match(waiting.error.message, /gateway\.test .*slept/);
        assert.equal(textOf(ended()?.events ?? []), "Hi");
        assert.equal(clock.pending, 0);
      }
    });

    it("keeps the answer that was whole before it fell asleep", async () => {
      const { clock, ended } = await ask([fedStream(textChunk("Hi"), FINISH).answer]);
      clock.sleep(HOUR_MS, timers);
      await clock.pass(15_000);
      assert.equal(ended()?.error, undefined);
      assert.equal(ended()?.events.at(-1)?.type, "finish");
    });

    it("does not mistrust a server of its own, which slept as well", async () => {
      const { clock, ended } = await ask([fedStream(delta({ reasoning: "Hm" })).answer], {
        provider: { baseUrl: "http://127.0.0.1:11434/v1" },
      });
      clock.sleep(HOUR_MS, timers);
      await clock.pass(60_000);
      assert.equal(ended(), undefined);
    });
  });
}

describe("a wait", () => {
  it("that is long is no sleep", async () => {
    const { clock, ended } = await ask([fedStream(": x\n\n").answer]);
    await clock.pass(HOUR_MS);
    assert.equal(ended(), undefined);
  });

  it("has one timer while it lasts, and none after it", async () => {
    const stream = fedStream(textChunk("Hi"));
    const { clock, ended } = await ask([stream.answer]);
    assert.equal(clock.pending, 1);
    stream.feed(FINISH + "data: [DONE]\n\n");
    await turn();
    assert.ok(ended() !== undefined);
    assert.equal(clock.pending, 0);
  });

  it("is measured to the millisecond, however many ticks it takes", async () => {
    const timeouts = { connectMs: 12_345, firstTokenMs: 0, idleMs: 0 };
    const { clock, ended } = await ask([() => new Promise(() => undefined)], { connection: { timeouts } });
    await clock.pass(12_344);
    assert.equal(ended(), undefined);
    await clock.pass(1);
    const error = ended()?.error;
    assert.ok(UserFacingError.is(error) && error.code === "timeout");
    assert.match(error.message, /12\.3 s/);
  });

  it("for the first token is the sum of all waits, whatever comes in between", async () => {
    const stream = fedStream(": x\n\n");
    const timeouts = { connectMs: 0, firstTokenMs: 10_000, idleMs: 8000 };
    const { clock, ended } = await ask([stream.answer], { connection: { timeouts } });
    await clock.pass(6000);
    stream.feed(": x\n\n");
    await clock.pass(3999);
    assert.equal(ended(), undefined);
    await clock.pass(1);
    assert.match(String(ended()?.error), /sent nothing for 10 s/);
  });
});
