import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { KnownSecrets } from "../../../src/core/knownSecrets";
import { RedactedGateway } from "../../../src/core/redactedGateway";
import { runChat } from "../../../src/core/run/runChat";
import { kilo } from "../../fakes/sampleProvider";
import { type Answer, FINISH, jsonAnswer, never, streamAnswer, testGateway, textChunk } from "./testGateway";

const KEY = "kilo_marker_key_7301";
const MARKER = "prompt-marker-4417";

/** A careless server: repeats what it was sent wherever it can. */
const echo = (status: number) => () =>
  jsonAnswer(
    {
      error: { message: `Bad key ${KEY} for ${MARKER}`, code: status, metadata: { raw: `${KEY} ${MARKER}` } },
    },
    { status, headers: { "x-request-id": `id-${KEY}`, "retry-after": "0" } },
  );

const answers: Readonly<Record<string, readonly Answer[]>> = {
  "an answer": [() => streamAnswer([textChunk(`${MARKER} ${KEY}`), FINISH])],
  "a refusal": [echo(400)],
  "a refused key": [echo(401)],
  "a retry": [echo(503), () => streamAnswer([textChunk("Hi"), FINISH])],
  "an error inside the stream": [
    () => streamAnswer([textChunk("Hi"), `data: {"error":{"message":"${MARKER} ${KEY}","code":502}}\n\n`]),
  ],
  "a broken stream": [() => streamAnswer([textChunk(MARKER)], "reset")],
  "no JSON": [() => new Response(`<title>${MARKER} ${KEY}</title>`, { status: 502 })],
  "a failed connection": [
    () => {
      throw new TypeError(`fetch failed for ${KEY} ${MARKER}`);
    },
  ],
};

describe("a run at debug level", () => {
  for (const [name, list] of Object.entries(answers)) {
    it(`${name} leaves neither prompt nor key in the log, and no key in the result`, async () => {
      const provider = { headers: { "x-user": "me:${secret}", "x-bad": "\u0e01" } };
      const gateway = testGateway(list, {
        provider,
        connection: { apiKey: KEY },
        policy: { chatRetries: 1 },
      });
      const secrets = new KnownSecrets();
      secrets.add(KEY, "kilocode");
      const result = await runChat({
        gateway: new RedactedGateway(gateway.client, secrets),
        request: { modelId: "acme/large-2", messages: [{ role: "user", content: MARKER }] },
        provider: kilo,
        model: undefined,
        estimate: undefined,
        clock: { now: () => 0 },
        signal: never,
        onEvent: () => undefined,
      });
      assert.ok(gateway.requests.length > 0);
      assert.ok(gateway.log.length > 0, "nothing was logged, so nothing was shown");
      for (const line of gateway.log) {
        assert.ok(!line.includes(KEY), line);
        assert.ok(!line.includes(MARKER), line);
      }
      assert.ok(!JSON.stringify(result).includes(KEY), JSON.stringify(result));
    });
  }
});
