import { answerOfWords } from "./answerOfWords";
import { isMostlyThai, readSpec } from "./readSpec";
import { replyInEnglish, reviewInEnglish } from "./answerInEnglish";
import { replyInThai, reviewInThai } from "./answerInThai";
import { seededRandom } from "./seededRandom";

/**
 * The answer to a last user message, in Markdown: what follows a line `[[answer]]`, exactly N words when it has a line
 * `[[words:N]]`, a review when it is a spec with headings, otherwise a short paragraph that refers to it. In Thai when the
 * message is mostly Thai.
 */
export function composeAnswer(message: string, seed: number): string {
  const random = seededRandom(seed);
  const thai = isMostlyThai(message);
  const given = /^[ \t]*\[\[answer\]\][ \t]*\n([^]+)/m.exec(message)?.[1];
  if (given !== undefined) return given;
  const words = /^\s*\[\[words:(\d{1,7})\]\]\s*$/m.exec(message)?.[1];
  if (words !== undefined) return answerOfWords(Number(words), thai ? "th" : "en", random);
  const spec = readSpec(message);
  if (spec === undefined) return thai ? replyInThai(message, random) : replyInEnglish(message, random);
  return thai ? reviewInThai(spec, random) : reviewInEnglish(spec, random);
}

/** What a reasoning model thinks aloud before that answer. */
export function composeReasoning(message: string, seed: number): string {
  const spec = readSpec(message);
  if (isMostlyThai(message)) {
    const subject = spec === undefined ? "คำถามสั้น ๆ" : `เอกสารเรื่อง “${spec.title}”`;
    return `ผู้ใช้ส่ง${subject}มา ต้องดูก่อนว่าขอบเขตชัดเจนหรือไม่ แล้วจึงเลือกประเด็นที่สำคัญที่สุดมาตอบ ไม่ต้องยาว แต่ต้องอ้างถึงสิ่งที่เขียนไว้จริง`;
  }
  const subject = spec === undefined ? "a short question" : `a spec called “${spec.title}”`;
  const focus = ["the open decisions", "what can be tested", "the failure cases"][seed % 3];
  return `The user sent ${subject}. First I check whether the scope is clear, then I look at ${focus}. The answer should name what is really written there, and stay short.`;
}
