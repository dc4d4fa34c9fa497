import assert from "node:assert/strict";
import createMarkdownIt from "markdown-it";
import { UserFacingError } from "../../src/core/errors";
import { answerSnippet } from "../../src/core/records/answerSnippet";
import { parseRunRecord } from "../../src/core/records/parseRunRecord";
import { recordFacts } from "../../src/core/records/recordFacts";
import { recordLabel } from "../../src/core/records/recordLabel";
import { recordMark } from "../../src/core/records/recordMark";
import { recordSummary } from "../../src/core/records/recordSummary";
import { requestOfBody } from "../../src/core/records/recordedRequest";
import { renderRecord } from "../../src/core/records/renderRecord";
import { rowText } from "../../src/core/records/rowText";
import type { RunRecord } from "../../src/core/records/runRecord";
import type { FuzzTarget } from "./target";

const RECORD: RunRecord = {
  format: "smartspec-run",
  version: 1,
  id: "run",
  startedAt: "2026-11-26T08:00:00.000Z",
  spec: { path: "a.md", sha256: "00", section: "Refunds", inputs: { days: "7" }, instruction: "```\n~~~" },
  includes: [{ path: "b.md", sha256: "00", bytes: 3 }],
  git: { commit: "0123", branch: "main" },
  provider: { id: "kilocode", kind: "kilocode" },
  request: {
    sha256: "00",
    body: {
      model: "a/b",
      temperature: 0.2,
      messages: [{ role: "user", content: "# Do\n````\n## Answer\n" }],
    },
    isRedacted: false,
  },
  pricing: { kind: "known", prompt: "0.1", completion: "0.2" },
  result: {
    status: "completed",
    provider: "kilocode",
    model: "a/b",
    cost: { kind: "reported", usd: 0.1 },
    timing: { totalMs: 5 },
    attempts: [{ provider: "kilocode", model: "a/b" }],
    expect: [{ expectation: { kind: "max-usd", usd: 0.2 }, state: "passed" }],
  },
  answer: "คำตอบ",
  reasoning: "```\n## Receipt\n",
};
/** Headings of a record for people to read, whatever stands in it; messages and inputs are a level below. */
const HEADINGS: ReadonlySet<string> = new Set([
  "Receipt",
  "Instruction",
  "Inputs",
  "Expectations",
  "Parameters",
  "Prices, US dollars per million tokens",
  "Files that went along",
  "Git",
  "Request",
  "Reasoning",
  "Answer",
]);
const markdown = createMarkdownIt("commonmark");

/** Run records, as texts that were damaged and as values that somebody else has written. */
export function recordTargets(): readonly FuzzTarget[] {
  const text: FuzzTarget<string> = {
    name: "run record",
    corpus: [JSON.stringify(RECORD), JSON.stringify({ ...RECORD, version: 2 }), "\uFEFF{}", "[]"],
    check: checkRecord,
  };
  const value: FuzzTarget = {
    name: "run record, its values",
    corpus: [RECORD, { ...RECORD, answer: "```\n# a\u202E" }],
    check: (input) => checkRecord(JSON.stringify(input) ?? ""),
  };
  return [text as FuzzTarget, value];
}

function checkRecord(input: string): void {
  let record: RunRecord;
  try {
    record = parseRunRecord(input, "record");
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    assert.equal(error.code, "invalid-spec");
    return;
  }
  assert.equal(typeof record.answer, "string");
  assert.equal(typeof record.result.timing.totalMs, "number");
  requestOfBody(record.request.body, record.provider.kind);
  const word = [...record.answer.normalize("NFC")].slice(0, 5).join("").trim();
  if (word !== "" && record.answer.isWellFormed())
    assert.ok(answerSnippet(record.answer, word) !== undefined, word);
  checkRendered(record);
}

/** Whatever a record says, it is shown, and nothing of it becomes a part of the page that frames it. */
function checkRendered(record: RunRecord): void {
  const summary = recordSummary(record);
  recordMark(summary);
  for (const row of [recordLabel(summary), ...recordFacts(summary).map(([, value]) => rowText(value))])
    assert.doesNotMatch(row, /[\n\u202A-\u202E]/);
  const { text, reasoning } = renderRecord(record, "now");
  if (reasoning) assert.equal(text.split("\n")[reasoning.start], "## Reasoning");
  assert.ok(text.endsWith(record.answer));
  const tokens = markdown.parse(text.slice(0, text.length - record.answer.length), {});
  const headings = tokens.flatMap(({ type, tag }, index) =>
    type === "heading_open" && tag === "h2" ? [tokens[index + 1]?.content ?? ""] : [],
  );
  for (const heading of headings) assert.ok(HEADINGS.has(heading), heading);
  assert.equal(new Set(headings).size, headings.length, "a part is there twice");
}
