import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { composeAnswer } from "../../gateway/composeAnswer";
import { countTokens, splitTokens } from "../../gateway/splitTokens";
import { chatBody, contentOf, eventsOf, exchange, withKey } from "./exchange";
import { startLocalGateway } from "../../gateway/startLocalGateway";

const SPEC =
  "# Export\n\nText.\n\n## Formats\n\n- CSV\n\n```md\n# not a heading\n```\n\n## Limits | sizes\n\n10 MB\n";
const THAI_SPEC =
  "# ระบบเข้าสู่ระบบ\n\nผู้ใช้ลงชื่อเข้าใช้ด้วย Passkey\n\n## เป้าหมาย\n\n- รวดเร็ว\n\n## ข้อผิดพลาด\n\n- เครือข่ายล่ม\n";

describe("the local gateway's answers", () => {
  it("review a spec in Markdown and name its own headings", () => {
    for (let seed = 0; seed < 50; seed++) {
      const answer = composeAnswer(SPEC, seed);
      assert.match(answer, /^# Review: Export\n/);
      assert.ok(answer.includes("- **Formats**: ") && answer.includes("| Limits  sizes |"));
      assert.ok(!answer.includes("not a heading"));
      assert.match(answer, /^\| --- \|/m);
      assert.equal(answer.match(/^```/gm)?.length, 2);
      assert.ok(!answer.trimEnd().endsWith("```"), "expected a closing line");
    }
  });

  it("review a Thai spec in Thai, with every tone mark", () => {
    for (let seed = 0; seed < 50; seed++) {
      const answer = composeAnswer(THAI_SPEC, seed);
      assert.ok(answer.startsWith("# ผลการตรวจสอบ: ระบบเข้าสู่ระบบ\n") && answer.includes("**เป้าหมาย**"));
      for (const mark of "่้๊๋์็ั") assert.ok(answer.includes(mark), `U+0E${mark.codePointAt(0)?.toString(16)}`);
      assert.doesNotMatch(answer, /undefined/);
    }
  });

  it("take up a plain question, in its language", () => {
    assert.match(composeAnswer("Should I cache this?", 1), /^On “Should I cache this\?”: /);
    assert.match(composeAnswer("ควรเก็บแคชไว้ไหม", 1), /^เกี่ยวกับ “ควรเก็บแคชไว้ไหม” /);
  });

  it("have exactly as many words as asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.boolean(), fc.nat(), (count, thai, seed) => {
        const answer = composeAnswer(`${thai ? "เขียนยาว ๆ" : "Write."}\n[[words:${count}]]`, seed);
        assert.equal(answer.split(/\s+/).length, count);
      }),
      { seed: 1 },
    );
  });

  it("split into tokens that join to the same text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.equal(splitTokens(text).join(""), text);
      }),
      { seed: 1 },
    );
    assert.equal(countTokens("Hello wonderful world 12345\n\nสวัสดี"), 9);
  });

  it("stop at max_tokens with a finish reason of length, thinking included", async () => {
    const gateway = await startLocalGateway();
    const ask = async (
      model: string,
      more: Readonly<Record<string, unknown>>,
    ): ReturnType<typeof eventsOfChat> => eventsOfChat(gateway.baseUrl, model, more);
    for (const key of ["max_tokens", "max_completion_tokens"]) {
      const events = await ask("openai/gpt-4o", { [key]: 7 });
      assert.equal(events.at(-1)?.usage?.completion_tokens, 7);
      assert.equal(events.at(-2)?.choices?.[0]?.finish_reason, "length");
    }
    const thinking = await ask("deepseek/deepseek-r1", { max_tokens: 5 });
    assert.equal(contentOf(thinking), "");
    assert.equal(thinking.at(-1)?.usage?.completion_tokens_details.reasoning_tokens, 5);
    await gateway.close();
  });

  it("tell their thinking under the names of their model", async () => {
    const gateway = await startLocalGateway();
    const names = async (model: string): Promise<string[]> => {
      const events = await eventsOfChat(gateway.baseUrl, model, {});
      const keys = new Set(events.flatMap((event) => Object.keys(event.choices?.[0]?.delta ?? {})));
      return [...keys].filter((key) => key.startsWith("reasoning")).toSorted();
    };
    assert.deepEqual(await names("deepseek/deepseek-r1"), ["reasoning", "reasoning_details"]);
    assert.deepEqual(await names("qwen/qwen3.6-plus"), ["reasoning_details"]);
    assert.deepEqual(await names("moonshotai/kimi-k2-thinking"), ["reasoning_content"]);
    assert.deepEqual(await names("openai/gpt-4o"), []);
    await gateway.close();
  });
});

async function eventsOfChat(
  baseUrl: string,
  model: string,
  more: Readonly<Record<string, unknown>>,
): Promise<ReturnType<typeof eventsOf>> {
  const body = chatBody(model, SPEC, more);
  const { text } = await exchange(`${baseUrl}/chat/completions`, { body, headers: withKey });
  return eventsOf(text);
}
