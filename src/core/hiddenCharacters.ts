/** In prose the characters that join or part letters belong to the writing (Thai, Persian, emoji); in code they only hide. */
export type TextKind = "prose" | "code";

/**
 * Control characters but tab and line feed (terminals obey them, pages do not show them), what changes the direction of the
 * text that follows, and tags, which spell out text that nobody sees; the flags that are made of tags stay whole.
 */
const hidden = String.raw`[\0-\x08\v-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u206F\uFFF9-\uFFFB]|(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6})[\u{E0000}-\u{E007F}]`;
const hiddenInCode = String.raw`[\u00AD\u115F\u1160\u180E\u200B\u200C\u2060-\u2064\u3164\uFEFF\uFFA0]|(?<![\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])\u200D`;

const runs: Readonly<Record<TextKind, RegExp>> = {
  prose: new RegExp(`(?:${hidden})+`, "gu"),
  code: new RegExp(`(?:${hidden}|${hiddenInCode})+`, "gu"),
};
const names = /^U\+[0-9A-F]{4,5}(?:×\d+)?(?: U\+[0-9A-F]{4,5}(?:×\d+)?)*$/;

/** Each run of hidden characters by what `replace` returns for their names, e.g. `"U+001B"` or `"U+202E U+0008×12"`. */
export function replaceHidden(text: string, kind: TextKind, replace: (names: string) => string): string {
  return text.replace(runs[kind], (run) => replace(namesOf(run)));
}

/** The same with the names in brackets, for places that hold plain text only. */
export function showHidden(text: string): string {
  return replaceHidden(text, "prose", (run) => `[${run}]`);
}

/** The text in pieces: as it is, or the names of hidden characters. */
export function* splitHidden(
  text: string,
  kind: TextKind,
): Generator<{ readonly text: string } | { readonly names: string }> {
  let end = 0;
  for (const match of text.matchAll(runs[kind])) {
    if (match.index > end) yield { text: text.slice(end, match.index) };
    yield { names: namesOf(match[0]) };
    end = match.index + match[0].length;
  }
  if (end < text.length) yield { text: text.slice(end) };
}

/** The characters of names that came from here; empty for anything else. */
export function hiddenOf(list: string): string {
  if (!names.test(list)) return "";
  const characters = list.split(" ").map((name) => {
    const [code = "", count = "1"] = name.slice(2).split("×");
    return String.fromCodePoint(Number.parseInt(code, 16)).repeat(Number(count));
  });
  return characters.join("");
}

function namesOf(run: string): string {
  const list: { name: string; count: number }[] = [];
  for (const character of run) {
    const code = character.codePointAt(0) ?? 0;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    const last = list.at(-1);
    if (last?.name === name) last.count++;
    else list.push({ name, count: 1 });
  }
  return list.map(({ name, count }) => (count === 1 ? name : `${name}×${count}`)).join(" ");
}
