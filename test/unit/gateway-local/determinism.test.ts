import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chatBody, contentOf, eventsOf, exchange, withKey } from "./exchange";
import { createPace } from "../../gateway/pace";
import { startLocalGateway } from "../../gateway/startLocalGateway";

const PROMPTS = ["Why?", "# Login\n\n## Goals\n\n- fast", "ทำอย่างไรให้สเปกอ่านง่าย", "[[words:300]]"];
const MODELS = ["minimax/minimax-m2.1:free", "deepseek/deepseek-r1", "kilo-auto/balanced"];

/** All answers of one new gateway, streamed and whole, headers included. */
async function answers(): Promise<string[]> {
  const gateway = await startLocalGateway();
  const all: string[] = [];
  for (const model of MODELS) {
    for (const prompt of PROMPTS) {
      for (const stream of [true, false]) {
        const body = chatBody(model, prompt, { stream });
        const { headers, text } = await exchange(`${gateway.baseUrl}/chat/completions`, {
          body,
          headers: withKey,
        });
        all.push(JSON.stringify(headers) + text);
      }
    }
  }
  await gateway.close();
  return all;
}

describe("the local gateway's determinism", () => {
  it("gives the same bytes for the same requests in every run", async () => {
    assert.deepEqual(await answers(), await answers());
  });

  it("gives the same text streamed and whole, and another for another prompt", async () => {
    const gateway = await startLocalGateway();
    const ask = async (prompt: string, stream: boolean): Promise<string> => {
      const body = chatBody("openai/gpt-4o", prompt, { stream });
      const { text } = await exchange(`${gateway.baseUrl}/chat/completions`, { body, headers: withKey });
      return stream ? contentOf(eventsOf(text)) : JSON.parse(text).choices[0].message.content;
    };
    assert.equal(await ask("How so?", true), await ask("How so?", false));
    assert.notEqual(await ask("How so?", true), await ask("Why so?", true));
    await gateway.close();
  });

  it("paces realistically: a pause, then 40 to 80 tokens a second, the same for the same seed", () => {
    for (let seed = 0; seed < 200; seed++) {
      const [pace, again] = [createPace("realistic", seed), createPace("realistic", seed)];
      const first = pace.delayOf(1);
      assert.ok(first >= 400 && first <= 935, `first token after ${first} ms`);
      assert.equal(again.delayOf(1), first);
      let total = 0;
      for (let token = 0; token < 2000; token++) total += pace.delayOf(1);
      const perSecond = 2_000_000 / total;
      assert.ok(perSecond > 38 && perSecond < 84, `${perSecond} tokens a second`);
    }
  });

  it("takes no time at the instant pace", () => {
    assert.equal(createPace("instant", 1).delayOf(1000), 0);
  });
});
