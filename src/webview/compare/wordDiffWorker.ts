import { type WordDiff, wordDiff } from "./wordDiff";
import { wordSegments } from "./wordSegments";

/** Two texts to be compared. */
export interface WordDiffRequest {
  readonly before: string;
  readonly after: string;
  readonly timeoutMs: number;
}

/** `undefined`: it would have taken too long. */
export type WordDiffReply = WordDiff | undefined;

// A worker's own `postMessage` has no target origin, which the DOM's types do not know.
const page = globalThis as unknown as { postMessage(reply: WordDiffReply): void };

addEventListener("message", ({ data }: MessageEvent<WordDiffRequest>) => {
  page.postMessage(wordDiff(wordSegments(data.before), wordSegments(data.after), data.timeoutMs));
});
