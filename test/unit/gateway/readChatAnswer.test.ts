import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import type { ErrorCode } from "../../../src/core/errors";
import type { ChatEvent } from "../../../src/core/ports";
import { ChatEventAssembler } from "../../../src/gateway/chatEventAssembler";
import { readChatAnswer } from "../../../src/gateway/readChatAnswer";
import { RequestScope } from "../../../src/gateway/requestScope";
import {
  chat,
  chunk,
  codeOf,
  collect,
  delta,
  FINISH,
  jsonAnswer,
  streamAnswer,
  textChunk,
  textOf,
} from "./testGateway";
import type { Collected } from "./testGateway";

const fixture = (name: string): Buffer => readFileSync(`test/fixtures/wire/${name}`);

function read(...pieces: (string | Uint8Array)[]): Promise<Collected> {
  return chat(() => streamAnswer(pieces));
}

/** Without the request, for the cases that are many. */
function readBody(...pieces: Uint8Array[]): Promise<Collected> {
  return collect(
    readChatAnswer(
      {
        response: streamAnswer(pieces),
        timeouts: { connectMs: 0, firstTokenMs: 0, idleMs: 0 },
        scope: new RequestScope(undefined),
        context: { provider: "Kilo", host: "gateway.test", route: "chat", key: undefined },
      },
      new ChatEventAssembler(),
    ),
  );
}

/** The run of events, without the bodies that a test does not ask about. */
function kinds(events: readonly ChatEvent[]): string[] {
  return events.map((event) => event.type);
}

const lastUsage = (events: readonly ChatEvent[]): unknown =>
  events.findLast((event) => event.type === "usage");

const endOfCut = async (...pieces: string[]): Promise<ErrorCode | undefined> =>
  codeOf((await chat(() => streamAnswer(pieces, "reset"))).error);

const finishes = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === "finish" ? [event.reason] : []));

describe("readChatAnswer", () => {
  describe("the healthy sample", () => {
    it("becomes source, reasoning, text, finish and usage, in that order", async () => {
      const { events, error } = await read(fixture("stream.sample.sse"));
      assert.equal(error, undefined);
      const reasoning = events.map((event) => (event.type === "reasoning-delta" ? event.text : "")).join("");
      assert.equal(reasoning, "The user wants a greeting in Czech, with an emoji.");
      assert.equal(textOf(events), 'Dobrý den, světe 👋🏽\n\n```ts\nconst x = "ž";\n```');
      assert.deepEqual(events[0], { type: "accepted", requestId: "req-1" });
      assert.deepEqual(
        events.filter((event) => event.type === "served-by"),
        [{ type: "served-by", model: "deepseek/deepseek-r1", upstream: "DeepInfra" }],
      );
      assert.deepEqual(events.slice(-2), [
        { type: "finish", reason: "stop" },
        {
          type: "usage",
          usage: {
            promptTokens: 1204,
            completionTokens: 61,
            cachedPromptTokens: 1024,
            reasoningTokens: 17,
            cacheWriteTokens: 0,
          },
          cost: { isByok: false, usd: 0.0009953, upstreamUsd: 0.0009953 },
        },
      ]);
    });
  });

  describe("the error samples", () => {
    it("keep the partial text and throw what the upstream's error event says", async () => {
      const { events, error } = await read(fixture("stream-error.sample.sse"));
      assert.equal(textOf(events), "Here is the first half of the ans");
      assert.equal(codeOf(error), "provider-unavailable");
      assert.deepEqual(finishes(events), ["error"]);
      assert.ok(UserFacingError.is(error));
      assert.equal(error.details?.providerMessage, "Provider disconnected mid-stream");
      assert.equal(error.details?.status, 502);
    });

    it("keep the partial text when Kilo lost the upstream, without choices", async () => {
      const { events, error } = await read(fixture("stream-error-kilo.sample.sse"));
      assert.equal(textOf(events), "Partial text that must not be lost");
      assert.equal(codeOf(error), "provider-unavailable");
    });
  });

  describe("any cut of the bytes", () => {
    const healthy = fixture("stream.sample.sse");
    const streams: Record<string, Buffer> = {
      healthy,
      "with CRLF": Buffer.from(healthy.toString("utf8").replaceAll("\n", "\r\n")),
      "with CR": Buffer.from(healthy.toString("utf8").replaceAll("\n", "\r")),
      "with BOM": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), healthy]),
      "ending in an error": fixture("stream-error.sample.sse"),
      "lost by Kilo": fixture("stream-error-kilo.sample.sse"),
    };

    for (const [name, bytes] of Object.entries(streams)) {
      it(`in two gives the same events: ${name}`, async function () {
        this.timeout(20_000);
        const whole = summary(await readBody(bytes));
        for (let cut = 1; cut < bytes.length; cut++) {
          const split = summary(await readBody(bytes.subarray(0, cut), bytes.subarray(cut)));
          if (JSON.stringify(split) !== JSON.stringify(whole))
            assert.deepEqual(split, whole, `cut at ${cut}`);
        }
      });

      it(`in many gives the same events: ${name}`, async () => {
        const whole = summary(await readBody(bytes));
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 200 }),
            async (cuts) => {
              const bounds = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
              const pieces = bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end));
              assert.deepEqual(summary(await readBody(...pieces)), whole);
            },
          ),
          { seed: 7, numRuns: 60 },
        );
      });
    }
  });

  describe("framing", () => {
    it("takes comments, comments wrapped as data, empty and unknown events as signs of life", async () => {
      const { events, error } = await read(
        ": any words\n\n",
        "data: : PROCESSING\n\n",
        "data:\n\n",
        "event: ping\ndata: {}\n\n",
        textChunk("Hi"),
        FINISH,
      );
      assert.equal(error, undefined);
      assert.deepEqual(kinds(events), [
        "accepted",
        ...Array<string>(4).fill("heartbeat"),
        "text-delta",
        "finish",
      ]);
    });

    it("joins several data lines, and needs no space after the colon", async () => {
      const { events } = await read('data:{"choices":[{"delta":\ndata:{"content":"Hi"}}]}\n\n', FINISH);
      assert.equal(textOf(events), "Hi");
    });

    it("reads an event that was left without its blank line", async () => {
      const { events } = await read(textChunk("Hi"), FINISH.trimEnd());
      assert.deepEqual(kinds(events).slice(-2), ["text-delta", "finish"]);
    });

    it("stops at [DONE] without waiting for the end of the body", async () => {
      const { events, error } = await chat(() =>
        streamAnswer([FINISH, "data: [DONE]\n\n", textChunk("late")], "open"),
      );
      assert.equal(error, undefined);
      assert.equal(textOf(events), "");
    });

    it("has no limit on the size of one event", async () => {
      const long = "ž".repeat(2_000_000);
      const { events } = await read(textChunk(long), FINISH);
      assert.equal(textOf(events).length, long.length);
    });

    it("goes by the body and not by its label", async () => {
      const wrong = new Headers({ "content-type": "application/json" });
      const { events } = await chat(
        async () => new Response(await streamAnswer([textChunk("Hi"), FINISH]).text(), { headers: wrong }),
      );
      assert.equal(textOf(events), "Hi");
    });
  });

  describe("content", () => {
    it("shows reasoning once, whichever of the three forms it has", async () => {
      const details = [
        { type: "reasoning.text", text: "b" },
        { type: "reasoning.summary", summary: "c" },
        { data: "x" },
      ];
      const { events } = await read(
        delta({ reasoning: "a", reasoning_details: [{ text: "a" }], reasoning_content: "a" }),
        delta({ reasoning: null, reasoning_details: details, reasoning_content: "bc" }),
        delta({ role: null, reasoning_content: "d" }),
        FINISH,
      );
      assert.deepEqual(
        events.flatMap((event) => (event.type === "reasoning-delta" ? [event.text] : [])),
        ["a", "bc", "d"],
      );
    });

    it("joins content that comes in parts", async () => {
      const { events } = await read(
        delta({ content: [{ type: "text", text: "H" }, "i", { type: "image" }, null] }),
        FINISH,
      );
      assert.equal(textOf(events), "Hi");
    });

    it("yields a finish reason once, though some upstreams repeat it", async () => {
      const { events } = await read(textChunk("Hi"), FINISH, FINISH);
      assert.equal(kinds(events).filter((kind) => kind === "finish").length, 1);
    });

    it("ignores fields of the wrong type", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 5 }), async (values) => {
          const { error } = await read(
            ...values.map((value) => `data: ${JSON.stringify(value)}\n\n`),
            FINISH,
          );
          assert.ok(error === undefined || UserFacingError.is(error));
        }),
        { seed: 3, numRuns: 200 },
      );
    });
  });

  describe("usage and cost", () => {
    it("is taken from any chunk, and pieces add up", async () => {
      const market = { provider_metadata: { gateway: { marketCost: "0.0000125", cost: "0" } } };
      const { events } = await read(
        delta({ content: "Hi", ...market }),
        chunk({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } }),
        FINISH,
      );
      assert.deepEqual(lastUsage(events), {
        type: "usage",
        usage: {
          promptTokens: 3,
          completionTokens: 1,
          cachedPromptTokens: 0,
          reasoningTokens: 0,
          cacheWriteTokens: 0,
        },
        cost: { isByok: false, marketUsd: 0.0000125 },
      });
    });

    it("knows a cost without counts, own keys, and an alias of cache writes", async () => {
      const { events } = await read(
        chunk({
          choices: [],
          usage: { cost: 0.001, is_byok: true, cost_details: { upstream_inference_cost: "0.02" } },
        }),
        FINISH,
      );
      assert.deepEqual(lastUsage(events), {
        type: "usage",
        usage: undefined,
        cost: { isByok: true, usd: 0.001, upstreamUsd: 0.02 },
      });
      const aliased = {
        prompt_tokens: 9,
        completion_tokens: 0,
        prompt_tokens_details: { cache_creation_input_tokens: 4 },
      };
      const second = lastUsage((await read(chunk({ usage: aliased }), FINISH)).events);
      assert.equal((second as { usage: { cacheWriteTokens: number } }).usage.cacheWriteTokens, 4);
    });

    it("rejects negative and unreadable figures one by one", async () => {
      const usage = {
        prompt_tokens: "12",
        completion_tokens: null,
        cost: -142_066,
        is_byok: "no",
        cost_details: null,
      };
      const { events } = await read(chunk({ choices: [], usage }), FINISH);
      assert.deepEqual(lastUsage(events), {
        type: "usage",
        usage: {
          promptTokens: 12,
          completionTokens: 0,
          cachedPromptTokens: 0,
          reasoningTokens: 0,
          cacheWriteTokens: 0,
        },
        cost: { isByok: false },
      });
    });
  });

  describe("endings", () => {
    it("is no error without a finish reason; the missing event tells", async () => {
      const { events, error } = await read(textChunk("Hi"));
      assert.equal(error, undefined);
      assert.equal(kinds(events).includes("finish"), false);
    });

    const failures: readonly (readonly [string, string, ErrorCode])[] = [
      [
        "an error with empty choices",
        chunk({ error: { message: "x", code: "server_error" }, choices: [] }),
        "provider-unavailable",
      ],
      ["an error that is a text", chunk({ error: "x", error_type: "rate_limit_exceeded" }), "rate-limited"],
      ["an error of the choice", delta({}, { error: { code: 429, message: "x" } }), "rate-limited"],
      ["finish reason error", delta({}, { finish_reason: "error" }), "provider-unavailable"],
      [
        "an upstream's network error without text",
        delta({}, { finish_reason: "stop", native_finish_reason: "network_error" }),
        "provider-unavailable",
      ],
      ["Kilo's own time limit", chunk({ error: { code: 503, message: "x", type: "timeout" } }), "timeout"],
      [
        "an event of that name",
        'event: error\ndata: {"type":"overloaded_error","message":"x"}\n\n',
        "provider-unavailable",
      ],
      [
        "a moderated answer",
        chunk({ error: { code: 403, message: "x", metadata: { reasons: ["violence"] } } }),
        "moderated",
      ],
      ["broken JSON before any output", "data: {\n\n", "invalid-response"],
      ["broken JSON after output", `${textChunk("Hi")}data: {\n\n`, "stream-interrupted"],
    ];
    for (const [name, text, code] of failures) {
      it(`throws ${code} for ${name}, without waiting for more`, async () => {
        const { error } = await chat(() => streamAnswer([text], "open"));
        assert.equal(codeOf(error), code);
      });
    }

    it("takes an upstream's broken finish for the end where there is text", async () => {
      const { error } = await read(
        textChunk("Hi"),
        delta({}, { finish_reason: "stop", native_finish_reason: "error" }),
      );
      assert.equal(error, undefined);
    });

    it("tells a cut before the first output from one after it, and forgives one after the finish", async () => {
      assert.equal(await endOfCut(": comment\n\n"), "network");
      assert.equal(await endOfCut(delta({ reasoning: "Hm" })), "stream-interrupted");
      assert.equal(await endOfCut(textChunk("Hi")), "stream-interrupted");
      assert.equal(await endOfCut(textChunk("Hi"), FINISH), undefined);
    });
  });

  describe("an answer in one piece", () => {
    const whole = {
      model: "openai/gpt-4o",
      choices: [{ finish_reason: "stop", message: { content: "Hi", reasoning: "Hm" } }],
      usage: { prompt_tokens: 3, completion_tokens: 1, cost: 0.5 },
    };
    const expected = ["accepted", "served-by", "reasoning-delta", "text-delta", "usage", "finish"];

    for (const stream of [true, false]) {
      it(`is read as such ${stream ? "though a stream was asked for" : "when asked for"}`, async () => {
        const { events, error } = await chat(() => jsonAnswer(whole), undefined, stream);
        assert.equal(error, undefined);
        assert.deepEqual(kinds(events), expected);
      });
    }

    it("may be preceded by newlines that kept the connection alive", async () => {
      const { events } = await chat(
        () => streamAnswer(["\n\n", "\n \n", JSON.stringify(whole)]),
        undefined,
        false,
      );
      assert.deepEqual(kinds(events), expected);
    });

    it("may be preceded by any amount of them", async () => {
      const pieces = Array.from({ length: 20_000 }, () => "\n".repeat(100));
      const { events } = await chat(() => streamAnswer([...pieces, JSON.stringify(whole)]), undefined, false);
      assert.deepEqual(kinds(events), expected);
    });

    it("fails when its 200 holds an error, after the text there is", async () => {
      const samples = JSON.parse(fixture("errors.sample.json").toString("utf8")) as {
        name: string;
        body: unknown;
      }[];
      const body = (name: string): unknown => samples.find((sample) => sample.name === name)?.body;
      const failed = await chat(() => jsonAnswer(body("ok-200-error-body")));
      assert.equal(codeOf(failed.error), "provider-unavailable");
      const partial = await chat(() => jsonAnswer(body("ok-200-partial-then-error")));
      assert.equal(textOf(partial.events), "partial output");
      assert.equal(codeOf(partial.error), "provider-unavailable");
      assert.deepEqual(finishes(partial.events), ["error"]);
    });

    const invalid: readonly (readonly [string, () => Response, RegExp])[] = [
      ["a web page", () => new Response("\n<!doctype html><title>Sign in to network</title>"), /web page/],
      ["JSON of another kind", () => jsonAnswer({ ok: true }), /not a valid answer/],
      ["half a JSON text", () => new Response('{"choices":['), /not a valid answer/],
      ["nothing", () => new Response("", { headers: { "content-type": "application/json" } }), /empty/],
      ["no body at all", () => new Response(null, { status: 204 }), /empty/],
    ];
    for (const [name, answer, sentence] of invalid) {
      it(`is not ${name}`, async () => {
        const { error } = await chat(answer);
        assert.equal(codeOf(error), "invalid-response");
        assert.match(String(error), sentence);
      });
    }
  });
});

function summary({ events, error }: Collected): unknown {
  return { events, code: codeOf(error) };
}
