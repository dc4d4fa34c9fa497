import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { createRedactor, createSecretFilter, indexOfSecret, StreamRedactor } from "../../../src/core/redact";

const SECRET = 'p@ss/w+rd "ü" 42';
const redact = createRedactor(() => [SECRET]);
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJraWxvVXNlcklkIjoiMSJ9.c2ln-bmF0_dXJl";

describe("createRedactor", () => {
  it("replaces a known secret wherever it stands", () => {
    assert.equal(redact(`a${SECRET}b ${SECRET}`), "a[redacted]b [redacted]");
  });

  for (const [form, written] of [
    ["URL-encoded", encodeURIComponent(SECRET)],
    ["URL-encoded in lower case", encodeURIComponent(SECRET).replace(/%../g, (hex) => hex.toLowerCase())],
    ["form-encoded", encodeURIComponent(SECRET).replaceAll("%20", "+")],
    ["JSON-escaped", JSON.stringify(SECRET).slice(1, -1)],
  ] as const) {
    it(`replaces it ${form}`, () => assert.equal(redact(`<${written}>`), "<[redacted]>"));
  }

  it("replaces its base64 at every alignment, leaving at most the digits it shares with its neighbours", () => {
    for (const prefix of ["", "u", "us", "user:"]) {
      for (const encoding of ["base64", "base64url"] as const) {
        const written = Buffer.from(`${prefix}${SECRET}!`).toString(encoding);
        const left = redact(written);
        assert.match(left, /\[redacted\]/);
        const decoded = Buffer.from(left.replace("[redacted]", ""), "base64").toString("latin1");
        assert.ok(!decoded.includes("rd"), `${prefix} ${encoding}: ${left}`);
      }
    }
  });

  it("leaves no rest of overlapping secrets", () => {
    const both = createRedactor(() => ["abcdefgh", "ghijklmn"]);
    assert.equal(both("<abcdefghijklmn>"), "<[redacted]>");
  });

  it("asks for the secrets on each call", () => {
    const secrets: string[] = [];
    const live = createRedactor(() => secrets);
    assert.equal(live("topsecret"), "topsecret");
    secrets.push("topsecret");
    assert.equal(live("topsecret"), "[redacted]");
  });

  it("does not take short or empty secrets for secrets", () => {
    const short = createRedactor(() => ["", "a", "12345"]);
    assert.equal(short("banana 12345"), "banana 12345");
  });

  for (const [text, redacted] of [
    ["Authorization: Bearer abc.def", "Authorization: Bearer [redacted]"],
    ["authorization: abc", "authorization: [redacted]"],
    ['{"Authorization":"Bearer abc","a":1}', '{"Authorization":"Bearer [redacted]","a":1}'],
    ['"{\\"authorization\\":\\"Basic abc=\\"}"', '"{\\"authorization\\":\\"Basic [redacted]\\"}"'],
    ["x-proxy-token: s3c,r&t", "x-proxy-token: [redacted]"],
    ["'X-Api-Key': 's3cret'", "'X-Api-Key': '[redacted]'"],
    ["used Bearer abcdef123 there", "used Bearer [redacted] there"],
    ["key kilo_0123456789abcdef, next", "key [redacted], next"],
    ["key sk-or-v1-0123456789abcdef next", "key [redacted] next"],
    [`token=${JWT};`, "token=[redacted];"],
    ["https://me:pw@host/x me@mail.example", "https://[redacted]@host/x me@mail.example"],
    ["http://[::1]:80/x?api_key=abc&b=1", "http://[::1]:80/x?api_key=[redacted]&b=1"],
  ] as const) {
    it(`sees the credential in ${text}`, () => assert.equal(redact(text), redacted));
  }

  for (const text of [
    "task-0123-something-long and risk-management-plan",
    "KILO_API_KEY and KILOCODE_BASE_URL are variables",
    "https://api.kilo.ai/api/openrouter/models 200 in 31 ms",
    "The bearer was here; authorization failed with 401",
    "อีเมล me@mail.example",
    "eyJ is how tokens begin",
  ]) {
    it(`leaves ${text} alone`, () => assert.equal(redact(text), text));
  }

  const fragment = fc.oneof(
    fc.constantFrom(
      SECRET,
      encodeURIComponent(SECRET),
      JWT,
      "Authorization",
      ": ",
      "=",
      "Bearer ",
      "bearer",
      "basic ",
      "x-api-key",
      "://",
      "@",
      "?key=",
      "&token=",
      "kilo_",
      "sk-",
      "eyJ",
      "abcdefgh12345678",
      "[redacted]",
      "[red",
      "acted]",
      '"',
      "\\",
      ".",
      " ",
      "\n",
    ),
    fc.string({ maxLength: 4 }),
  );
  const text = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(""));

  it("applied twice it changes nothing more", () => {
    fc.assert(
      fc.property(text, (input) => {
        const once = redact(input);
        assert.equal(redact(once), once);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it("no known secret, nor any way to write it, survives in any text", () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 40 })
      .filter((value) => !/[[\]]|redacted/.test(value));
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), text, text, (secrets, before, after) => {
        const hide = createRedactor(() => secrets);
        for (const one of secrets) {
          for (const form of [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)]) {
            assert.ok(
              !hide(before + form + after)
                .replaceAll("[redacted]", "[]")
                .includes(form),
            );
          }
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("reads a megabyte of what could make a pattern run back and forth", () => {
    // Without linear patterns this test would not end within the runner's limit.
    for (const unit of [
      "eyJ",
      "eyJa.",
      "://a",
      "a:",
      "authorization",
      "authorization: ",
      "Bearer ",
      "sk-",
      "\\",
      " ",
      "=",
      "@",
    ]) {
      redact(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    }
  });
});

describe("createSecretFilter", () => {
  const filter = createSecretFilter(() => [SECRET]);

  it("takes out known secrets and leaves what only looks like one", () => {
    const example = "curl -H 'Authorization: Bearer abc.def' https://me:pw@host/?api_key=abc sk-0123456789";
    assert.equal(filter(example), example);
    assert.equal(filter(`key ${SECRET}`), "key [redacted]");
  });

  it("leaves nothing of a secret that reaches into its own next occurrence", () => {
    assert.equal(createSecretFilter(() => ["abcabcab"])("<abcabcabcabcab>"), "<[redacted]>");
  });

  it("secrets that only touch are marked one by one", () => {
    assert.equal(createSecretFilter(() => ["abcdef"])("<abcdefabcdef>"), "<[redacted][redacted]>");
  });
});

describe("indexOfSecret", () => {
  it("says where it first stands, however it is written", () => {
    assert.equal(indexOfSecret(`ab ${encodeURIComponent(SECRET)} ${SECRET}`, SECRET), 3);
    assert.equal(indexOfSecret("nothing here", SECRET), -1);
  });

  it("finds it where it reaches into itself at every place", () => {
    assert.equal(indexOfSecret(`-${"a".repeat(500_000)}`, "aaaaaaaa"), 1);
  });
});

describe("StreamRedactor", () => {
  /** What comes out when `text` arrives in pieces that end at `cuts`. */
  function streamed(text: string, cuts: readonly number[], secrets: readonly string[]): string[] {
    const redactor = new StreamRedactor(() => secrets);
    const ends = [...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b), text.length];
    const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
    return [...pieces.map((piece) => redactor.push(piece)), redactor.flush()];
  }

  /** Secrets of few letters overlap with each other, with themselves and with the mark. */
  const secret = fc.oneof(
    fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom("a", "b", "ab") }),
    fc.constantFrom("[redac", "acted][", "ed][re", "redacted", "kilo_key_1", SECRET),
    fc.string({ minLength: 6, maxLength: 20 }),
  );
  const secretsAndText = fc.array(secret, { maxLength: 3 }).chain((secrets) => {
    const forms = secrets.flatMap((one) => [
      one,
      one.slice(0, 4),
      one.slice(3),
      encodeURIComponent(one.toWellFormed()),
    ]);
    const piece = fc.oneof(
      fc.constantFrom("", ...forms),
      fc.constantFrom("a", "b", "aab", "[redacted]", "[red", "acted]", "[", " "),
      fc.string({ maxLength: 5 }),
    );
    return fc.record({
      secrets: fc.constant(secrets),
      text: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
    });
  });

  it("gives the same as the filter over the whole, wherever the text was cut", () => {
    fc.assert(
      fc.property(
        secretsAndText,
        fc.array(fc.nat(80), { maxLength: 12 }),
        ({ secrets, text: whole }, cuts) => {
          const filter = createSecretFilter(() => secrets);
          assert.equal(streamed(whole, cuts, secrets).join(""), filter(whole));
        },
      ),
      { seed: 11, numRuns: 5000 },
    );
  });

  it("gives the same letter by letter", () => {
    fc.assert(
      fc.property(secretsAndText, ({ secrets, text: whole }) => {
        const cuts = Array.from(whole, (_, index) => index + 1);
        assert.equal(streamed(whole, cuts, secrets).join(""), createSecretFilter(() => secrets)(whole));
      }),
      { seed: 12, numRuns: 2000 },
    );
  });

  it("never shows a part of a secret that later turns out to be one", () => {
    for (let cut = 1; cut < "kilo_key_123".length; cut++) {
      const [first] = streamed("Key: kilo_key_123.", [5 + cut], ["kilo_key_123"]);
      assert.equal(first, "Key: ");
    }
  });

  it("holds nothing back but what may be the beginning of a secret", () => {
    assert.deepEqual(streamed("Hello, wo. ld", [7, 10], ["kilo_key_123"]), ["Hello, ", "wo.", " ld", ""]);
    assert.deepEqual(streamed("kind", [1, 2, 3], ["kilo_key_123"]), ["", "", "kin", "d", ""]);
  });

  it("a secret that reaches into itself over and over is marked at once, and its run swallowed as it comes", () => {
    for (const [repeated, run] of [
      ["aaaaaaaa", "a".repeat(1000)],
      ["abababab", "ab".repeat(500)],
      ["abcabcab", `${"abc".repeat(333)}ab`],
    ] as const) {
      const redactor = new StreamRedactor(() => [repeated]);
      const shown = Array.from(`<${run}`, (letter) => redactor.push(letter));
      assert.equal(shown.slice(0, repeated.length + 1).join(""), "<[redacted]");
      assert.equal(shown.slice(repeated.length + 1).join(""), "");
      assert.equal(redactor.push("-"), "-");
      assert.equal(redactor.flush(), "");
    }
  });

  it("holds back no more than the longest way to write a secret and a mark, whatever comes", () => {
    const repeated = "aaaaaaaa";
    /** Longer than its base64. */
    const longest = 2 * repeated.length;
    for (const unit of ["a", "ab", "aaaaaaaa[", "[redacted", "[redacted]a", "YWFh"]) {
      const redactor = new StreamRedactor(() => [repeated]);
      let text = "";
      let shown = "";
      for (let count = 0; count < 200; count++) {
        text += unit;
        shown += redactor.push(unit);
        // What cannot change any more is all but the last letters.
        const settled = createSecretFilter(() => [repeated])(text.slice(0, -longest - "[redacted]".length));
        assert.ok(shown.length >= settled.length, `${unit} × ${count}`);
      }
    }
  });

  it("passes everything on as it comes while there are no secrets", () => {
    assert.deepEqual(streamed("[redacted [", [2, 5], []), ["[r", "eda", "cted [", ""]);
  });

  it("knows a secret that was added while the text arrives", () => {
    const secrets: string[] = [];
    const redactor = new StreamRedactor(() => secrets);
    assert.equal(redactor.push("kilo_key"), "kilo_key");
    secrets.push("kilo_key_123");
    assert.equal(redactor.push(" kilo_key"), " ");
    assert.equal(redactor.push("_123 "), "[redacted] ");
  });
});
