import { languageOf } from "../text/languageOf";

/** A text in words and what stands between them. Thai has no spaces, so a dictionary says where its words end. */
export function wordSegments(text: string): string[] {
  const segmenter = new Intl.Segmenter(languageOf(text) === "th" ? "th" : "en", { granularity: "word" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
