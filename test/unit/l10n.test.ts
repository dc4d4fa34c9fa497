import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { findTranslationCalls } from "./findTranslationCalls";

// Tests run from the repository's root.
const sources = globSync("src/**/*.{ts,tsx}").map((path) => ({ path, text: readFileSync(path, "utf8") }));
const calls = sources.flatMap(({ path, text }) =>
  findTranslationCalls(text).map(({ key, line }) => ({ key, place: `${path}:${line}` })),
);
const used = new Set(calls.flatMap(({ key }) => (key === undefined ? [] : [key])));
const bundleText = readFileSync("l10n/bundle.l10n.th.json", "utf8");
const bundle = readStrings("l10n/bundle.l10n.th.json");
const english = readStrings("package.nls.json");
const thai = readStrings("package.nls.th.json");
/** Everything that was translated, English and Thai. */
const pairs = [
  ...Object.entries(bundle),
  ...Object.entries(thai).map(([key, value]) => [english[key] ?? "", value] as const),
];

function readStrings(path: string): Record<string, string> {
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  assert.ok(typeof content === "object" && content !== null);
  return Object.fromEntries(
    Object.entries(content).map(([key, value]: [string, unknown]) => {
      assert.ok(typeof value === "string", `${path}: ${key} is no text`);
      return [key, value];
    }),
  );
}

function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}/g)].map(([placeholder]) => placeholder).toSorted();
}

/** The pairs for which `isWrong` holds, as the failure shows them. */
function wrong(isWrong: (key: string, value: string) => boolean): readonly string[] {
  return pairs.filter(([key, value]) => isWrong(key, value)).map(([key, value]) => `${key} → ${value}`);
}

describe("sentences in the source", () => {
  it("are found", () => {
    assert.ok(used.size > 100, `only ${used.size}`);
  });

  it("are literals, so that they can be translated", () => {
    assert.deepEqual(
      calls.filter(({ key }) => key === undefined).map(({ place }) => place),
      [],
    );
  });

  it("go through the bundle that follows the language setting", () => {
    const others = /\bvscode\.l10n\b|import (?!\* as l10n ).*@vscode\/l10n/;
    assert.deepEqual(
      sources.filter(({ text }) => others.test(text)).map(({ path }) => path),
      [],
    );
  });

  it("count their placeholders from 0 without a gap", () => {
    assert.deepEqual(
      [...used].filter((key) => new Set(placeholdersOf(key)).size !== highestOf(key) + 1),
      [],
    );

    function highestOf(key: string): number {
      return Math.max(-1, ...placeholdersOf(key).map((placeholder) => Number(placeholder.slice(1, -1))));
    }
  });
});

describe("the Thai bundle", () => {
  it("translates every sentence", () => {
    assert.deepEqual(
      calls.filter(({ key }) => key !== undefined && !(key in bundle)),
      [],
    );
  });

  it("has nothing that no source uses", () => {
    assert.deepEqual(
      Object.keys(bundle).filter((key) => !used.has(key)),
      [],
    );
  });

  it("is sorted and has each key once", () => {
    const sorted = Object.entries(bundle).toSorted(([a], [b]) => (a < b ? -1 : 1));
    assert.equal(bundleText, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  });
});

describe("the manifest's texts", () => {
  const manifest = readFileSync("package.json", "utf8");
  const named = new Set([...manifest.matchAll(/"%([^"%]+)%"/g)].map(([, key = ""]) => key));

  it("have the same keys in both languages", () => {
    assert.deepEqual(Object.keys(thai).toSorted(), Object.keys(english).toSorted());
  });

  it("are the ones the manifest names", () => {
    assert.deepEqual(Object.keys(english).toSorted(), [...named].toSorted());
  });
});

describe("every Thai text", () => {
  it("has the placeholders of the English one", () => {
    assert.deepEqual(
      wrong((key, value) => placeholdersOf(key).join() !== placeholdersOf(value).join()),
      [],
    );
  });

  it("has Thai letters where the English one has words", () => {
    assert.deepEqual(
      wrong(
        (key, value) =>
          /[a-z]{3}/i.test(key) && !/[\u0E01-\u0E2E]/.test(value) && key !== english["displayName"],
      ),
      [],
    );
  });

  it("ends without a full stop, and with another mark only where the English one does", () => {
    assert.deepEqual(
      wrong((key, value) => /[.,;!]$/.test(value) || (/[?:]$/.test(value) && key.at(-1) !== value.at(-1))),
      [],
    );
  });

  it("has single spaces, and none at its ends unless the English one has", () => {
    assert.deepEqual(
      wrong((key, value) => /\s{2}/.test(value) || (value !== value.trim() && key === key.trim())),
      [],
    );
  });

  it("has no invisible characters", () => {
    assert.deepEqual(
      wrong((_key, value) => /[\p{Cc}\p{Cf}\u00A0\uFFFD]/u.test(value)),
      [],
    );
  });

  it("is typed with the right vowels", () => {
    // Two sara e look like sara ae, nikhahit and sara aa look like sara am: the eye does not see it, search does.
    assert.deepEqual(
      wrong((_key, value) => /\u0E40\u0E40|\u0E4D[\u0E48-\u0E4B]?\u0E32/.test(value)),
      [],
    );
  });

  it("spells the recurring words in one way", () => {
    const others = /แชท|โทเคน|โทเค่น|สเปค|สเป็ค|เกทเวย์|พร็อกซี่|พร็อคซี|พรอกซี|โมเดิล|คียฺ|เซิฟเวอร์/;
    assert.deepEqual(
      wrong((_key, value) => others.test(value)),
      [],
    );
  });
});
