/** Characters that change the direction of what follows them: they can make code look like something it is not. */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Each such character by what `replace` returns for its name, e.g. `"U+202E"`. */
export function replaceBidiControls(text: string, replace: (name: string) => string): string {
  return text.replace(bidiControls, (character) =>
    replace(`U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`),
  );
}

/** The character of a name that `replaceBidiControls` gave; empty for anything else. */
export function bidiControlOf(name: string): string {
  const digits = /^U\+([0-9A-F]{4})$/.exec(name)?.[1];
  const character = digits === undefined ? "" : String.fromCharCode(Number.parseInt(digits, 16));
  return character.search(bidiControls) === 0 ? character : "";
}
