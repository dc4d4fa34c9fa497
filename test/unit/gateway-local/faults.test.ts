import type { LocalGateway } from "../../gateway/startLocalGateway";
import type { Exchange } from "./exchange";
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { chatBody, contentOf, eventsOf, exchange } from "./exchange";
import errors from "../../gateway/errors.json";
import { furtherErrors } from "../../gateway/furtherErrors";
import { faults } from "../../gateway/faults";
import { MULTIBYTE_TEXT } from "../../gateway/shapeFaults";
import { startLocalGateway } from "../../gateway/startLocalGateway";

const DONE = "data: [DONE]\n\n";

describe("the local gateway's faults on the wire", () => {
  let gateway: LocalGateway;

  before(async () => {
    gateway = await startLocalGateway({ slowFirstTokenMs: 20, commentIntervalMs: 5 });
  });
  beforeEach(() => gateway.clear());
  after(() => gateway.close());

  // Every call goes without a key: faults are free.
  function ask(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Exchange> {
    return exchange(`${gateway.baseUrl}/chat/completions`, {
      body: chatBody(`fault/${name}`, undefined, more),
    });
  }

  function askIn(task: string): Promise<Exchange> {
    const headers = { "x-kilocode-taskid": task };
    const body = chatBody("fault/retry-after-then-ok");
    return exchange(`${gateway.baseUrl}/chat/completions`, { body, headers });
  }

  async function finishReasons(name: string): Promise<unknown[]> {
    const { text } = await ask(name);
    return eventsOf(text)
      .map((event) => event.choices?.[0]?.finish_reason)
      .filter((reason) => reason !== null);
  }

  async function brokenOff(name: string): Promise<Exchange> {
    const answer = await ask(name);
    assert.equal(answer.complete, false);
    assert.ok(contentOf(eventsOf(answer.text)).length > 0, "expected some text before the end");
    assert.ok(!answer.text.includes("[DONE]"));
    return answer;
  }

  it("are all in the model list, last, free unless they have a price, and not marked as training", async () => {
    const { text } = await exchange(`${gateway.baseUrl}/models`);
    const rows: { id: string; isFree: boolean; mayTrainOnYourPrompts: boolean }[] = JSON.parse(text).data;
    const last = rows.slice(-faults.length);
    assert.deepEqual(
      last.map((row) => row.id),
      faults.map((fault) => `fault/${fault.name}`),
    );
    const priced = faults.filter(({ pricing }) => pricing).map(({ name }) => `fault/${name}`);
    assert.deepEqual(
      last.filter(({ isFree }) => !isFree).map(({ id }) => id),
      priced,
    );
    assert.ok(last.every((row) => !row.mayTrainOnYourPrompts));
    assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
  });

  it("no-done: ends well without [DONE]", async () => {
    const { text, complete } = await ask("no-done");
    assert.ok(complete && !text.includes("[DONE]"));
    assert.deepEqual(await finishReasons("no-done"), ["stop", undefined]);
  });

  it("no-finish: ends after the text", async () => {
    const { text, complete } = await ask("no-finish");
    assert.ok(complete && contentOf(eventsOf(text)).length > 0);
    assert.deepEqual(await finishReasons("no-finish"), []);
  });

  it("finish-twice: sends the finish reason twice", async () => {
    assert.deepEqual(await finishReasons("finish-twice"), ["stop", "stop", undefined]);
  });

  it("usage-on-finish-chunk: has no usage chunk of its own", async () => {
    const last = eventsOf((await ask("usage-on-finish-chunk")).text).at(-1);
    assert.equal(last?.choices?.[0]?.finish_reason, "stop");
    assert.ok((last?.usage?.completion_tokens ?? 0) > 0);
  });

  it("tool-calls: finishes with a call whose pieces join to JSON", async () => {
    const events = eventsOf((await ask("tool-calls")).text);
    const calls = events.flatMap((event) => event.choices?.[0]?.delta["tool_calls"] ?? []);
    const joined = JSON.stringify(calls)
      .match(/"arguments":("(?:[^"\\]|\\.)*")/g)
      ?.map((part) => JSON.parse(part.slice(12)));
    assert.deepEqual(JSON.parse(joined?.join("") ?? ""), { path: "spec.md" });
    assert.deepEqual(await finishReasons("tool-calls").then((reasons) => reasons.slice(-2)), [
      "tool_calls",
      undefined,
    ]);
  });

  for (const [name, code, choices] of [
    ["stream-error", 502, 1],
    ["stream-error-text-code", "server_error", 1],
    ["stream-error-empty-choices", 502, 0],
  ] as const) {
    it(`${name}: ends with an error event`, async () => {
      const { text, complete } = await ask(name);
      const last = eventsOf(text).at(-1);
      assert.equal(last?.error?.code, code);
      assert.equal(last?.choices?.length, choices);
      assert.ok(complete && !text.includes("[DONE]") && contentOf(eventsOf(text)).length > 0);
    });
  }

  for (const [name, type] of [
    ["upstream-disconnect", "upstream_disconnect"],
    ["upstream-timeout", "timeout"],
  ] as const) {
    it(`${name}: ends with the gateway's event, which has no choices`, async () => {
      const last = eventsOf((await ask(name)).text).at(-1);
      assert.equal(last?.error?.type, type);
      assert.equal(last?.choices, undefined);
    });
  }

  it("malformed-json: sends a broken event and loses the connection", async () => {
    const answer = await ask("malformed-json");
    assert.equal(answer.complete, false);
    const last = answer.text.trimEnd().split("\n\n").at(-1) ?? "";
    assert.throws(() => JSON.parse(last.slice("data: ".length)), SyntaxError);
  });

  it("cut-socket: loses the connection after some text", () => brokenOff("cut-socket"));

  it("cut-mid-utf8: the last bytes are no whole character", async () => {
    const answer = await ask("cut-mid-utf8");
    assert.equal(answer.complete, false);
    assert.deepEqual([...answer.bytes.subarray(-4)], [0xe0, 0xb8, 0x81, 0xe0]);
  });

  for (const name of ["cut-socket", "cut-mid-utf8", "malformed-json"]) {
    it(`${name}: a whole answer breaks off in the middle too`, async () => {
      const answer = await ask(name, { stream: false });
      assert.equal(answer.complete, false);
      assert.throws(() => JSON.parse(answer.text), SyntaxError);
    });
  }

  for (const name of ["stall", "stall-with-comments"]) {
    it(`${name}: never ends until the client goes away`, async () => {
      const arrived = gateway.nextRequest();
      let comments = 0;
      const until = (text: string): boolean => {
        comments = text.split(": KILO PROCESSING").length - 1;
        return name === "stall" ? contentOf(eventsOf(text)).length > 0 : comments >= 5;
      };
      const body = chatBody(`fault/${name}`);
      const answer = await exchange(`${gateway.baseUrl}/chat/completions`, { body, until });
      assert.equal(answer.complete, false);
      assert.equal(await (await arrived).outcome, "aborted");
    });
  }

  it("bytewise: sends every byte on its own, and nothing is lost", async () => {
    const answer = await ask("bytewise");
    assert.equal(contentOf(eventsOf(answer.text)), MULTIBYTE_TEXT);
    assert.ok(
      answer.pieces > answer.bytes.length / 2,
      `${answer.pieces} pieces of ${answer.bytes.length} bytes`,
    );
  });

  it("crlf: every line ends with CR LF", async () => {
    const { text } = await ask("crlf");
    assert.ok(text.includes("\r\n\r\n") && !/[^\r]\n/.test(text));
    assert.ok(contentOf(eventsOf(text.replaceAll("\r\n", "\n"))).length > 0);
  });

  it("odd-framing: mark, missing spaces and split events still mean the same", async () => {
    const { text } = await ask("odd-framing");
    assert.ok(text.startsWith("\uFEFF"));
    const joined = text
      .replaceAll(/^(?:event|id): .*\n/gm, "")
      .replaceAll(/\ndata:(?=")/g, "")
      .replaceAll(/^data:/gm, "data: ");
    assert.ok(text.includes('\ndata:"object":'));
    assert.ok(contentOf(eventsOf(joined)).length > 0);
  });

  it("wrapped-comment: comments are data", async () => {
    const { text } = await ask("wrapped-comment");
    assert.ok(text.startsWith("data: : KILO PROCESSING\n\n") && text.endsWith(DONE));
  });

  it("unterminated: the last event lacks its blank line", async () => {
    const { text, complete } = await ask("unterminated");
    assert.ok(complete && text.endsWith("}}"));
    assert.ok((eventsOf(text).at(-1)?.usage?.completion_tokens ?? 0) > 0);
  });

  it("empty: finishes with stop, without text or tokens", async () => {
    const events = eventsOf((await ask("empty")).text);
    assert.equal(contentOf(events), "");
    assert.equal(events.at(-1)?.usage?.completion_tokens, 0);
    assert.deepEqual(await finishReasons("empty"), ["stop", undefined]);
  });

  it("native-error: only the native finish reason tells", async () => {
    const choice = eventsOf((await ask("native-error")).text).at(-2)?.choices?.[0];
    assert.deepEqual([choice?.finish_reason, choice?.native_finish_reason], ["stop", "network_error"]);
  });

  it("reasoning-only: thinks, and has no text", async () => {
    const events = eventsOf((await ask("reasoning-only")).text);
    assert.equal(contentOf(events), "");
    assert.ok(events.some((event) => typeof event.choices?.[0]?.delta["reasoning"] === "string"));
    const usage = events.at(-1)?.usage;
    assert.equal(usage?.completion_tokens_details.reasoning_tokens, usage?.completion_tokens);
    assert.deepEqual(await finishReasons("reasoning-only"), ["length", undefined]);
  });

  for (const [name, reason] of [
    ["length", "length"],
    ["content-filter", "content_filter"],
  ] as const) {
    it(`${name}: is cut, with text`, async () => {
      assert.ok(contentOf(eventsOf((await ask(name)).text)).length > 0);
      assert.deepEqual(await finishReasons(name), [reason, undefined]);
    });
  }

  it("no-usage: reports none, streamed or whole", async () => {
    assert.ok(!(await ask("no-usage")).text.includes('"usage"'));
    assert.ok(!(await ask("no-usage", { stream: false })).text.includes('"usage"'));
  });

  it("byok-cost, market-cost and negative-cost report what they say", async () => {
    const byok = eventsOf((await ask("byok-cost")).text).at(-1)?.usage;
    assert.deepEqual(
      [byok?.is_byok, byok?.cost, byok?.cost_details?.upstream_inference_cost],
      [true, 0.000021, 0.00042],
    );
    const market = eventsOf((await ask("market-cost")).text);
    assert.deepEqual(market.at(-2)?.choices?.[0]?.delta["provider_metadata"], {
      gateway: { cost: "0.00042", marketCost: "0.00045" },
    });
    assert.equal(market.at(-1)?.usage?.cost, undefined);
    const negative = eventsOf((await ask("negative-cost")).text).at(-1)?.usage?.cost;
    assert.ok(negative !== undefined && negative < 0);
  });

  it("huge: answers with 100 000 words", async () => {
    const text = contentOf(eventsOf((await ask("huge")).text));
    assert.equal(text.trim().split(/\s+/).length, 100_000);
  });

  it("hostile: holds scripts, unsafe links, remote images, direction marks and a large table", async () => {
    const text = contentOf(eventsOf((await ask("hostile")).text));
    for (const part of ["<script>", "](javascript:", "![remote](https://", "\u202E", "| r400c11 |"]) {
      assert.ok(text.includes(part), part);
    }
  });

  it("multibyte: keeps every character", async () => {
    assert.equal(contentOf(eventsOf((await ask("multibyte")).text)), MULTIBYTE_TEXT);
  });

  it("slow-first-token: is a healthy answer in the end", async () => {
    assert.ok((await ask("slow-first-token")).text.endsWith(DONE));
  });

  it("retry-after-then-ok: refuses once for each conversation", async () => {
    const first = await askIn("one");
    assert.deepEqual([first.status, first.headers["retry-after"]], [503, "1"]);
    assert.equal((await askIn("one")).status, 200);
    assert.equal((await askIn("two")).status, 503);
  });

  it("disconnect-before-headers: there is no status line", async () => {
    await assert.rejects(ask("disconnect-before-headers"), { code: "ECONNRESET" });
  });

  it("redirect: points to another origin, where an answer is", async () => {
    const { status, headers } = await ask("redirect");
    assert.equal(status, 307);
    const target = new URL(headers.location ?? "");
    assert.notEqual(target.origin, gateway.origin);
    target.hostname = "127.0.0.1";
    assert.equal((await exchange(target.href, { body: chatBody("fault/redirect") })).status, 200);
  });

  it("html-200: is a page", async () => {
    const { status, headers, text } = await ask("html-200");
    assert.equal(status, 200);
    assert.ok(
      headers["content-type"]?.startsWith("text/html") === true && text.startsWith("<!doctype html>"),
    );
  });

  it("json-instead-of-sse and padded-json: are whole answers", async () => {
    assert.equal(JSON.parse((await ask("json-instead-of-sse")).text).object, "chat.completion");
    const padded = await ask("padded-json");
    assert.ok(padded.text.startsWith("\n\n"));
    assert.equal(JSON.parse(padded.text).object, "chat.completion");
  });

  for (const { name, status, headers, body } of [...errors, ...furtherErrors]) {
    it(`error-${name}: is HTTP ${status}, as recorded`, async () => {
      for (const stream of [true, false]) {
        const answer = await ask(`error-${name}`, { stream });
        assert.equal(answer.status, status);
        assert.deepEqual(typeof body === "string" ? answer.text : JSON.parse(answer.text), body);
        for (const [header, value] of Object.entries(headers)) {
          assert.equal(answer.headers[header.toLowerCase()], value);
        }
      }
    });
  }

  it("error-<status>: has that status", async () => {
    const short = faults
      .map((fault) => /^error-(\d{3})$/.exec(fault.name)?.[1])
      .filter((status) => status !== undefined);
    assert.ok(short.length > 10);
    for (const status of short) assert.equal((await ask(`error-${status}`)).status, Number(status));
  });
});
