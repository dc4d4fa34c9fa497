import { pickFrom } from "../gateway/pickFrom";

type Random = () => number;

/** What parsers stumble over: borders of their grammars, of numbers and of encodings. */
const TOKENS = (
  "{ } [ ] : , \" \\ / < > = ? & # @ % ` ~ * _ - + . | ( ) ! ; $ ' ^ \0 \x01 \x7f \r \n \r\n \n\n \t " +
  'null true false 0 -0 -1 1e999 -1e999 1e-400 0.1 9007199254740993 NaN Infinity "" [] {} data: event: : [DONE] id: retry: ' +
  "error choices delta content usage \ufeff \u200b \u202e \u2028 \ud83d \udc4b \ud83d\udc4b ก้า é é ``` ~~~ ## > - 1. " +
  "../ ..\\ // /. .md \\u0000 \\ud800 &amp; <b> <title> </title> javascript: %00 %zz __proto__ constructor toString"
).split(" ");

/** Another text from one of the corpus: a few random changes. */
export function mutateText(text: string, corpus: readonly string[], random: Random): string {
  let result = text;
  for (let changes = 1 + Math.floor(random() * 6); changes > 0; changes--) {
    result = changeText(result, corpus, random);
  }
  // Repeating a repetition must not fill the memory.
  return result.slice(0, 200_000);
}

function changeText(text: string, corpus: readonly string[], random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  const length = Math.floor(random() ** 3 * 200);
  const [before, part, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  switch (Math.floor(random() * 8)) {
    case 0:
      return before + after;
    case 1:
      return before + pickFrom(TOKENS, random) + part + after;
    case 2:
      return before + part.repeat(1 + Math.floor(random() ** 4 * 100)) + after;
    case 3:
      return before + String.fromCharCode(Math.floor(random() * 256)) + after;
    case 4: {
      const other = pickFrom(corpus, random);
      const start = Math.floor(random() * other.length);
      return before + other.slice(start, start + Math.floor(random() * 500)) + after;
    }
    case 5:
      return before + pickFrom(TOKENS, random).repeat(1 + Math.floor(random() ** 4 * 300)) + after;
    case 6:
      return text.replace(/-?\d+(\.\d+)?/, () =>
        pickFrom(["-1", "1e999", "0", '"5"', "null", "1e-7"], random),
      );
    default:
      return before;
  }
}

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  2 ** 53,
  "",
  " ",
  "\0",
  "NaN",
  "-1",
  "1e400",
  "0x10",
  ".5",
  "5.",
  "\ud83d",
  "x".repeat(3000),
  [],
  {},
  [[]],
  [null],
  { error: null },
  { length: -1 },
];

/** Another JSON value from one of the corpus. */
export function mutateJson(value: unknown, corpus: readonly unknown[], random: Random): unknown {
  let result = value;
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) {
    result = changeJson(result, corpus, random, 0);
  }
  return result;
}

function changeJson(value: unknown, corpus: readonly unknown[], random: Random, depth: number): unknown {
  const isLeaf = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  if (isLeaf || (depth > 0 && random() < 0.2)) return replacement(value, corpus, random);
  if (Array.isArray(value)) {
    const index = Math.floor(random() * value.length);
    const items = value as readonly unknown[];
    const kind = random();
    if (kind < 0.1) return items.toSpliced(index, 1);
    if (kind < 0.2) return [...items, ...items.slice(0, 5)];
    return items.with(index, changeJson(items[index], corpus, random, depth + 1));
  }
  const entries = Object.entries(value);
  const [name, entry] = pickFrom(entries, random);
  const kind = random();
  if (kind < 0.1) return Object.fromEntries(entries.filter(([other]) => other !== name));
  if (kind < 0.2) {
    const other = pickFrom([...entries.map(([key]) => key), "__proto__", "length", "", "toString"], random);
    return Object.fromEntries([...entries.filter(([key]) => key !== name), [other, entry]]);
  }
  return { ...value, [name]: changeJson(entry, corpus, random, depth + 1) };
}

function replacement(value: unknown, corpus: readonly unknown[], random: Random): unknown {
  const kind = random();
  if (kind < 0.15) return nested(value, 1 + Math.floor(random() * 100), random);
  if (kind < 0.3) return pickFrom(corpus, random);
  if (kind < 0.45 && typeof value === "string") return mutateText(value, [value], random);
  if (kind < 0.55) return JSON.stringify(value);
  return pickFrom(VALUES, random);
}

function nested(value: unknown, depth: number, random: Random): unknown {
  let result = value;
  for (let level = 0; level < depth; level++) {
    result =
      random() < 0.5
        ? [result]
        : { [pickFrom(["error", "message", "raw", "data", "detail"], random)]: result };
  }
  return result;
}

/** The pieces of a text, cut at random places; surrogate pairs may come apart, as bytes do. */
export function cutAtRandom<T extends string | Uint8Array>(whole: T, random: Random): T[] {
  const most = 1 + Math.floor(random() ** 3 * Math.max(8, whole.length));
  const pieces: T[] = [];
  for (let from = 0; from < whole.length;) {
    const end = from + 1 + Math.floor(random() * most);
    pieces.push((typeof whole === "string" ? whole.slice(from, end) : whole.subarray(from, end)) as T);
    from = end;
  }
  return pieces;
}
