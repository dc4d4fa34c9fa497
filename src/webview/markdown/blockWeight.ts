/** A block that is heavier than this is shown as plain text until it is complete. */
export const heaviestLive = 160_000;

/** What begins or ends an element in Markdown, or may: a run where only runs count, every character where each does. */
const marks = /\*+|_+|~+|`+|[\n[\]<|&\\]|!\[|:\/\/|\p{Cc}|\p{Bidi_Control}/gu;
const weightOfMark = 40;
/** The parser looks for the end of each image's text on its own. */
const weightOfImage = 200;

/**
 * How much work it is to parse and draw a piece of Markdown, in characters of plain prose. Counted, not parsed: it is what keeps
 * the parser from text that would hold up the page. Weights of pieces add up.
 */
export function blockWeight(source: string): number {
  let weight = source.length;
  marks.lastIndex = 0;
  for (let match = marks.exec(source); match !== null; match = marks.exec(source))
    weight += match[0] === "![" ? weightOfImage : weightOfMark;
  return weight;
}
