import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { completionPlace } from "../../../../src/core/spec/completionPlace";

/** The place of the bar in a text. */
function at(marked: string) {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const lines = marked.replace("|", "").split(/\r?\n/);
  const source = { count: lines.length, at: (line: number) => lines[line] ?? "" };
  const place = completionPlace(source, before.length - 1, before.at(-1)?.length ?? 0);
  if (!place) return undefined;
  const replaced = (lines[before.length - 1] ?? "").slice(place.start, place.end);
  if (place.kind === "key") return [place.kind, place.path.join("."), replaced, [...place.taken].join(" ")];
  return place.kind === "value" ? [place.kind, place.path.join("."), replaced] : [place.kind, replaced];
}
const matter = (yaml: string) => at(`---\n${yaml}\n---\n# Title\n`);

describe("completionPlace in front matter", () => {
  it("a key at the top, with those that are there", () => {
    assert.deepEqual(matter("model: a\nbu|\nseed: 1"), ["key", "", "bu", "model seed"]);
    assert.deepEqual(matter("|"), ["key", "", "", ""]);
  });

  it("a value, whole, whatever stands behind the cursor", () => {
    assert.deepEqual(matter("model: anthropic/cl|aude"), ["value", "model", "anthropic/claude"]);
    assert.deepEqual(matter('model: "anthropic/cl|'), ["value", "model", "anthropic/cl"]);
    assert.deepEqual(matter("model: |"), ["value", "model", ""]);
    assert.deepEqual(matter("model:|"), ["value", "model", ""]);
  });

  it("in lists of either form, and in maps in lists", () => {
    assert.deepEqual(matter("models:\n  - a/b\n  - c|"), ["value", "models.0", "c"]);
    assert.deepEqual(matter("models:\n- c|"), ["value", "models.0", "c"]);
    assert.deepEqual(matter("models: [a/b, c|]"), ["value", "models.0", "c"]);
    assert.deepEqual(matter("fallback:\n  - model: a|"), ["value", "fallback.0.model", "a"]);
    assert.deepEqual(matter("fallback: [{ model: a, provider: k| }]"), ["value", "fallback.0.provider", "k"]);
    assert.deepEqual(matter("fallback: [{ model: a }, { p| }]"), ["key", "fallback.0", "p", ""]);
    assert.deepEqual(matter("expect:\n  - judge: good?\n    m|"), ["key", "expect.0", "m", "judge"]);
    assert.deepEqual(matter("tasks:\n  checkpoint: 3\n  try_first: g|"), ["value", "tasks.try_first", "g"]);
    assert.deepEqual(matter("tasks:\n  checkpoint: 3\n  t|"), ["key", "tasks", "t", "checkpoint"]);
    assert.deepEqual(matter("routing:\n  sort: |"), ["value", "routing.sort", ""]);
  });

  it("beside Thai, with tabs and CRLF", () => {
    assert.deepEqual(matter("system: สวัสดี\r\nmodel: ก|"), ["value", "model", "ก"]);
    assert.deepEqual(matter("inputs:\n  - name: วัน\n    p|"), ["key", "inputs.0", "p", "name"]);
    assert.deepEqual(matter("models:\n\t- a|"), ["value", "models.0", "a"]);
  });

  it("nothing in comments, behind values that are complete, or on the marks", () => {
    assert.equal(matter("# mod|"), undefined);
    assert.equal(matter("model: a/b # no|"), undefined);
    assert.equal(matter("model: a/b |"), undefined);
    assert.equal(at("---|\nmodel: a\n---\n"), undefined);
    assert.equal(at("---\nmodel: a\n---|\n"), undefined);
  });

  it("also before it is closed, as long as it looks like one", () => {
    assert.deepEqual(at("---\nmodel: a\nbud|"), ["key", "", "bud", "model"]);
    assert.equal(at("---\nSome prose.\nbud|"), undefined);
    assert.equal(at("Text\n\n---\nbud|\n"), undefined);
  });
});

describe("completionPlace in the body", () => {
  it("a variable, closed or not", () => {
    assert.deepEqual(at("Within {{da|"), ["variable", "da"]);
    assert.deepEqual(at("ภายใน {{วั|น}} วัน"), ["variable", "วัน"]);
    assert.deepEqual(at("{{ file:no|"), ["variable", "file:no"]);
    assert.equal(at("{{days}} |"), undefined);
    assert.equal(at("plain |"), undefined);
  });
});
