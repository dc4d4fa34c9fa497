import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { KnownSecrets } from "../../../src/core/knownSecrets";
import type { ChatEvent, GatewayClient } from "../../../src/core/ports";
import { RedactedGateway } from "../../../src/core/redactedGateway";
import { runChat } from "../../../src/core/run/runChat";
import { FakeGatewayClient } from "../../fakes/fakeGatewayClient";
import { modelWith } from "../../fakes/sampleModel";
import { kilo } from "../../fakes/sampleProvider";

const KEY = "kilo_secret_key_42";
const OLD_KEY = "kilo_former_key_41";
const secrets = new KnownSecrets();
secrets.add(OLD_KEY, "kilocode");
secrets.add(KEY, "kilocode");

type Step = ChatEvent | (() => void);

function run(steps: readonly Step[], signal = new AbortController().signal) {
  const events: unknown[] = [];
  const result = runChat({
    gateway: new RedactedGateway(new FakeGatewayClient(steps), secrets),
    request: { modelId: "acme/large-2", messages: [] },
    provider: kilo,
    model: undefined,
    estimate: undefined,
    clock: { now: () => 0 },
    signal,
    onEvent: (event) => events.push(event),
  });
  return { events, result };
}

const text = (piece: string): ChatEvent => ({ type: "text-delta", text: piece });
const reasoning = (piece: string): ChatEvent => ({ type: "reasoning-delta", text: piece });
const stop: ChatEvent = { type: "finish", reason: "stop" };

describe("a gateway that echoes keys", () => {
  it("no key is in any event or in the result: text, reasoning, names, request id, finish reason", async () => {
    const { events, result } = run([
      { type: "accepted", requestId: `req ${KEY}` },
      { type: "served-by", model: `acme/${KEY}`, upstream: `Up ${OLD_KEY}` },
      reasoning("The key is kilo_sec"),
      text("Yours: kilo_secret"),
      reasoning("ret_key_42, the old"),
      text("_key_"),
      text("42. And "),
      reasoning(` ${OLD_KEY}`),
      { type: "finish", reason: `because ${KEY}` },
    ]);
    const { text: answer, reasoning: thoughts, ...rest } = await result;
    assert.equal(answer, "Yours: [redacted]. And ");
    assert.equal(thoughts, "The key is [redacted], the old [redacted]");
    assert.doesNotMatch(JSON.stringify([events, rest]), /kilo_(secret|former)/);
    assert.equal(rest.servedBy, "Up [redacted]");
  });

  it("what was held back comes at the end, also before an error", async () => {
    const whole = await run([text("kilo"), stop]).result;
    assert.deepEqual([whole.status, whole.text], ["completed", "kilo"]);
    const broken = await run([
      text("Hi kilo"),
      () => {
        throw new UserFacingError("network", `Lost ${KEY}.`, { details: { providerMessage: KEY } });
      },
    ]).result;
    assert.deepEqual([broken.status, broken.text], ["incomplete", "Hi kilo"]);
    assert.ok(!JSON.stringify(broken).includes(KEY));
  });

  it("what was held back comes when the run is stopped", async () => {
    const abort = new AbortController();
    const { result } = run([text("Hi ki"), () => abort.abort(), text("never")], abort.signal);
    const { status, text: answer } = await result;
    assert.deepEqual([status, answer], ["cancelled", "Hi ki"]);
  });

  it("errors of every call are cleaned, lists and accounts too", async () => {
    const error = new UserFacingError("invalid-request", `Echo ${KEY}`, { cause: new Error(KEY) });
    const fail = () => Promise.reject(error);
    const rude: GatewayClient = Object.assign(new FakeGatewayClient([]), {
      probe: fail,
      listModels: fail,
      listEndpoints: fail,
      getDefaults: fail,
      getProfile: fail,
      getBalance: fail,
    });
    const gateway = new RedactedGateway(rude, secrets);
    for (const call of [
      () => gateway.probe(),
      () => gateway.listModels(),
      () => gateway.listEndpoints("a/b"),
      () => gateway.getDefaults(),
      () => gateway.getProfile(),
      () => gateway.getBalance(),
    ]) {
      const thrown = await call().catch((caught: unknown) => caught);
      assert.ok(UserFacingError.is(thrown));
      assert.equal(thrown.message, "Echo [redacted]");
      assert.ok(!String(thrown.cause).includes(KEY));
    }
  });

  it("model lists lose keys in names and descriptions, and are passed on untouched otherwise", async () => {
    const models = [modelWith({ name: `Large ${KEY}`, description: `For ${encodeURIComponent(KEY)}` })];
    const clean = [modelWith()];
    const fake = new FakeGatewayClient([]);
    const gateway = new RedactedGateway(fake, secrets);
    fake.listModels = async () => models;
    const [model] = await gateway.listModels();
    assert.deepEqual([model?.name, model?.description], ["Large [redacted]", "For [redacted]"]);
    fake.listModels = async () => clean;
    assert.equal(await gateway.listModels(), clean);
  });
});
