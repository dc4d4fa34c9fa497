import { pickFrom } from "./pickFrom";

type Language = "en" | "th";

/** Thai writes no spaces between words; there a "word" is a phrase between two spaces. */
const VOCABULARY: Readonly<Record<Language, readonly string[]>> = {
  en: (
    "the spec names each case and every answer stays within its limit while a reader can check what was sent who " +
    "answered how long it took and which rule decided before anything changes on disk or in the open editor"
  ).split(" "),
  th: (
    "ระบบต้องบันทึกทุกขั้นตอน ผู้ใช้ตรวจสอบผลได้ทันที เมื่อเครือข่ายล้มเหลว ให้ลองใหม่ไม่เกินสองครั้ง ค่าใช้จ่ายต้องแสดงก่อนส่ง " +
    "ข้อความเดิมต้องไม่หาย เดี๋ยวนี้ยังขาดตัวอย่าง กดปุ่มปุ๊บต้องเห็นผลปั๊บ ควรเพิ่มการทดสอบ และระบุผู้รับผิดชอบให้ชัด"
  ).split(" "),
};

const HEADING: Readonly<Record<Language, string>> = { en: "Part", th: "ตอนที่" };

/** Words of a part at most, its heading and fence included. */
const LARGEST_PART = 80;

/** Markdown of exactly `count` words, where a word is what stands between white space: marks such as `##` count too. */
export function answerOfWords(count: number, language: Language, random: () => number): string {
  const vocabulary = VOCABULARY[language];
  const words = (amount: number): string =>
    Array.from({ length: amount }, () => pickFrom(vocabulary, random)).join(" ");
  const blocks: string[] = [];
  let left = count;
  for (let part = 1; left >= LARGEST_PART; part++) {
    blocks.push(`## ${HEADING[language]} ${part}`, words(40));
    blocks.push(Array.from({ length: 3 }, () => `- ${words(8)}`).join("\n"));
    left -= 3 + 40 + 3 * 9;
    if (part % 3 !== 0) continue;
    // A fence in every third part, so that long answers meet code as often as real ones do.
    blocks.push(`\`\`\`ts\nconst part = ${part};\nexport { part };\n\`\`\``);
    left -= 10;
  }
  if (left > 0) blocks.push(words(left));
  return blocks.join("\n\n");
}
