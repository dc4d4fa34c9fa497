import assert from "node:assert/strict";
import { emptyChat, reduceChat } from "../../src/core/chat/chatState";
import { followUpHistory } from "../../src/core/chat/followUpHistory";
import { closeInterrupted, parseStoredAction } from "../../src/core/chat/parseConversation";
import { UserFacingError } from "../../src/core/errors";
import { normalizeBaseUrl } from "../../src/core/providers/normalizeBaseUrl";
import { createRedactor, createSecretFilter, StreamRedactor } from "../../src/core/redact";
import { formatSpecPath } from "../../src/core/spec/completeSpecPath";
import { decodeSpec } from "../../src/core/spec/decodeSpec";
import { extractSection } from "../../src/core/spec/extractSection";
import { parseSlashCommand } from "../../src/core/spec/parseSlashCommand";
import { JsonLines } from "../../src/host/jsonLines";
import { createMarkdown } from "../../src/webview/markdown/createMarkdown";
import { MarkdownBlocks } from "../../src/webview/markdown/markdownBlocks";
import { MarkdownPage } from "../fakes/markdownPage";
import { pickFrom } from "../gateway/pickFrom";
import type { Corpora } from "./corpora";
import { cutAtRandom } from "./mutate";
import { sampleConversation } from "./sampleConversation";
import type { FuzzTarget } from "./target";

const ADDRESSES = [
  "https://api.kilo.ai/api/openrouter",
  "http://localhost:3000/api/openrouter/chat/completions?key=abc#x",
  "https://openrouter.ai/api/v1/models/",
  "http://user:password@127.0.0.1:8000/v1",
  "http://[::1]:80/v1//",
];
const COMMANDS = [
  "/refund.md Check it.",
  '/"my spec.md" Only section two.',
  "/docs\\a\\b.markdown",
  "/my\\ spec.md",
  "/../secret.md",
  "/usr is a folder",
];
const LOGS = [
  'POST https://user:pass@gateway.test/v1?api_key=abcdef {"Authorization":"Bearer kilo_0123456789ab"} 401',
  "x-proxy-token: s3cret, used sk-or-v1-0123456789abcdef and eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl",
];
const SECRETS = [
  'p@ss/w+rd "ü" 42',
  "aaaaaaaa",
  "abababab",
  "kilo_live_0123456789",
  "sk-[x]-99",
  "ก้าวไปด้วยกัน",
];

export function textTargets({ documents, answers }: Corpora): readonly FuzzTarget<string>[] {
  const markdown = createMarkdown();
  return [
    {
      name: "conversation file",
      corpus: [sampleConversation()],
      check: (input, random) => {
        const bytes = Buffer.from(input, "latin1");
        const actions = readConversation(bytes);
        const state = actions.reduce(reduceChat, emptyChat("c"));
        const closed = closeInterrupted(state.turns, "Gone.").reduce(reduceChat, state);
        assert.ok(
          closed.turns.every(({ phase }) => phase === "done"),
          "a turn that goes on for ever",
        );
        followUpHistory(closed.turns);
        JSON.stringify(closed);
        // In pieces, as the file grows, it is the same conversation.
        assert.deepEqual(readGrowing(bytes, random), actions);
      },
      parse: (input) => readConversation(Buffer.from(input, "latin1")),
      grow: {
        "many lines": (size) => sampleConversation().repeat(size / 2500),
        "blank lines": (size) => "\n".repeat(size),
        "one line": (size) =>
          JSON.stringify({ v: 1, type: "answer-delta", turnId: "t", text: "a".repeat(size), reasoning: "" }),
        "a torn line": (size) => "{".repeat(size),
      },
    },
    {
      name: "slash command",
      corpus: COMMANDS,
      check: (input) => {
        const command = parseSlashCommand(input);
        if (command?.path === undefined) return;
        assert.ok(!command.path.split("/").some((part) => ["", ".", ".."].includes(part)), command.path);
        assert.ok(!command.path.includes("\\"), command.path);
        assert.deepEqual(parseSlashCommand(formatSpecPath(command.path)), { path: command.path });
      },
      parse: parseSlashCommand,
      grow: {
        segments: (size) => `/${"a/".repeat(size / 2)}b.md`,
        parents: (size) => `/${"a/../".repeat(size / 5)}b.md`,
        "an open quotation": (size) => `/"${"a.md".repeat(size / 4)}`,
        spaces: (size) => `/a.md${" ".repeat(size)}x`,
      },
    },
    {
      name: "section",
      corpus: documents,
      check: (input, random) => {
        const headings = input.split("\n").filter((line) => line.trimStart().startsWith("#"));
        const title = headings.length === 0 ? input.slice(0, 10) : pickFrom(headings, random);
        const section = orUserFacing(() => extractSection(input, title));
        const lines = new Set(input.split("\n").map((line) => line.trimEnd()));
        for (const line of section?.split("\n") ?? [])
          assert.ok(lines.has(line.trimEnd()) || line.trim() === "", line);
      },
      parse: (input) => orUserFacing(() => extractSection(input, "wanted")),
      grow: {
        headings: (size) => `${"## a\n".repeat(size / 5)}# wanted\n`,
        deeper: (size) => `${"# a\n## b\n### c\n".repeat(size / 15)}#### wanted\n`,
        "spaces in a heading": (size) => `# a${" ".repeat(size)}b\n`,
        "marks in a heading": (size) => `# a${" #".repeat(size / 2)} b\n`,
        "a heading with a line separator": (size) => `#${" ".repeat(Math.min(size, 20_000))}\u2028x\n`,
        fences: (size) => "```\n".repeat(size / 4),
      },
    },
    {
      name: "spec file",
      corpus: documents,
      check: (input, random) => {
        const encoding = pickFrom(["latin1", "utf8", "utf16le"] as const, random);
        const text = orUserFacing(() => decodeSpec(Buffer.from(input, encoding), "a.md"));
        assert.ok(text === undefined || (text.trim() !== "" && !text.includes("\0")));
      },
      parse: (input) => orUserFacing(() => decodeSpec(Buffer.from(input), "a.md")),
      grow: { words: (size) => "word ".repeat(size / 5), spaces: (size) => `${" ".repeat(size)}a` },
    },
    {
      name: "address",
      corpus: ADDRESSES,
      check: (input) => {
        const result = normalizeBaseUrl(input);
        if (!result.ok) {
          assert.notEqual(result.problem, "");
          return;
        }
        assert.match(result.url, /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/);
        assert.ok(
          !result.url.endsWith("/") && !/^.{8}.*\/(chat\/completions|models)$/i.test(result.url),
          result.url,
        );
        const again = normalizeBaseUrl(result.url);
        assert.ok(again.ok && again.url === result.url && again.changed === undefined, "not the same again");
      },
      parse: normalizeBaseUrl,
      grow: {
        slashes: (size) => `https://a${"/".repeat(size)}x`,
        routes: (size) => `https://a${"/models".repeat(size / 7)}`,
        "many routes": (size) => `https://a${"/chat/completions".repeat(size / 17)}`,
        dots: (size) => `http://${"a.".repeat(size / 2)}localhost`,
        "parent folders": (size) => `https://a${"/..".repeat(size / 3)}`,
      },
    },
    {
      name: "redactor",
      corpus: [...LOGS, ...SECRETS.map((secret) => `a ${secret} b`)],
      check: checkRedactor,
      parse: createRedactor(() => SECRETS),
      grow: {
        words: (size) => "word ".repeat(size / 5),
        "a secret over and over": (size) => "a".repeat(size),
        "two secrets' common part": (size) => "ab".repeat(size / 2),
        beginnings: (size) => "kilo_ sk- eyJ bearer authorization: ".repeat(size / 36),
        addresses: (size) => "://a".repeat(size / 4),
        "an address without an end": (size) => `://${"a".repeat(size)}`,
        tokens: (size) => "eyJaaaaaa.".repeat(size / 10),
        "a token of hyphens": (size) => `eyJ${"-".repeat(size)}`,
        queries: (size) => "?key=".repeat(size / 5),
        quotes: (size) => `authorization${"\\".repeat(size)}`,
      },
    },
    {
      name: "redactor of streams",
      corpus: [...LOGS, ...SECRETS.map((secret) => `a ${secret} b`)],
      check: (input, random) => {
        const whole = createSecretFilter(() => SECRETS)(input);
        const stream = new StreamRedactor(() => SECRETS);
        const pieces = cutAtRandom(input, random).map((piece) => stream.push(piece));
        assert.equal(pieces.join("") + stream.flush(), whole);
      },
      parse: (input) => {
        const stream = new StreamRedactor(() => SECRETS);
        for (let at = 0; at < input.length; at += 20) stream.push(input.slice(at, at + 20));
        stream.flush();
      },
      grow: {
        words: (size) => "word ".repeat(size / 5),
        "a secret over and over": (size) => "kilo_live_0123456789".repeat(size / 20),
        "a secret that overlaps itself": (size) => "a".repeat(size),
        "two secrets' common part": (size) => "ab".repeat(size / 2),
        "a secret's beginning": (size) => "kilo_live_012345678".repeat(size / 19),
      },
    },
    {
      name: "Markdown blocks",
      corpus: [...documents, ...answers.slice(0, 10)].map((text) => text.slice(0, 1500)),
      check: (input, random) => {
        const text = input.slice(0, 3000);
        assert.equal(streamed(markdown, cutAtRandom(text, random)), markdown.render(text));
      },
      parse: (input) => streamed(markdown, input.match(/[^]{1,160}/g) ?? []),
      // One block is read again with each piece as long as it is short: that is bounded, but not linear.
      growFrom: 16_000,
      grow: {
        paragraphs: (size) => "A paragraph of words.\n\n".repeat(size / 23),
        "one paragraph": (size) => "word ".repeat(Math.min(size, 40_000) / 5),
        list: (size) => "- item\n".repeat(size / 7),
        code: (size) => `\`\`\`ts\n${"const a = 1;\n".repeat(size / 13)}`,
        tables: (size) => "| a | b |\n|---|---|\n| 1 | 2 |\n\n".repeat(size / 32),
      },
    },
  ];
}

function readConversation(bytes: Uint8Array) {
  return new JsonLines(parseStoredAction).take(bytes).map(({ value }) => value);
}

/** As somebody who follows the file sees it: what is new from the last whole line on. */
function readGrowing(bytes: Uint8Array, random: () => number) {
  const lines = new JsonLines(parseStoredAction);
  const actions: ReturnType<typeof readConversation> = [];
  for (let length = 0; length < bytes.length;) {
    length = Math.min(bytes.length, length + 1 + Math.floor(random() * bytes.length));
    actions.push(...lines.take(bytes.subarray(lines.position, length)).map(({ value }) => value));
  }
  return actions;
}

function checkRedactor(input: string): void {
  const redact = createRedactor(() => SECRETS);
  const once = redact(input);
  assert.equal(redact(once), once, "the second time changes more");
  for (const secret of SECRETS)
    assert.ok(!once.split("[redacted]").some((piece) => piece.includes(secret)), secret);
}

/** The page at the end. */
function streamed(markdown: ReturnType<typeof createMarkdown>, pieces: readonly string[]): string {
  const blocks = new MarkdownBlocks(markdown);
  const page = new MarkdownPage(markdown);
  let now = 0;
  for (const piece of pieces) {
    blocks.append(piece);
    page.apply(blocks.update((now += 16)).operations);
  }
  page.apply(blocks.finish());
  page.apply([...blocks.recheck()].flat());
  return page.html;
}

/** `undefined` for a failure that is expected. */
function orUserFacing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (UserFacingError.is(error)) return undefined;
    throw error;
  }
}
