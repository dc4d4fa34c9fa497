import type { SpecSketch } from "./readSpec";
import { pickFrom, shuffled } from "./pickFrom";

const OPENINGS = [
  "โดยรวมแล้วเอกสารนี้อ่านเข้าใจง่ายและเรียงลำดับดี แต่ยังมีบางจุดที่สองคนอาจตีความไม่เหมือนกัน จึงควรตกลงกันให้ชัดก่อนเริ่มลงมือทำ",
  "เป้าหมายของสเปกนี้ชัดเจนแล้ว สิ่งที่ยังขาดคือขอบเขตที่วัดได้ และคำอธิบายว่าเมื่อเกิดข้อผิดพลาดระบบจะทำอย่างไรต่อ",
  "สเปกนี้อธิบายกรณีปกติได้ครบถ้วน ข้อสังเกตด้านล่างจึงเน้นกรณีที่ไม่ปกติ ซึ่งมักกินเวลามากที่สุดตอนพัฒนาจริง",
];
const REMARKS = [
  "เขียนไว้ชัดเจนแล้ว ถ้าเพิ่มตัวอย่างพร้อมค่าจริงสักหนึ่งชุดจะช่วยให้ไม่ต้องเดารูปแบบข้อมูล",
  "บอกกรณีที่สำเร็จแล้ว แต่ยังไม่ได้บอกว่าเมื่อล้มเหลวผู้ใช้จะเห็นอะไร และข้อมูลใดยังถูกเก็บไว้",
  "มีกฎสองข้อที่ดูเหมือนทับซ้อนกัน ควรระบุว่าข้อไหนมาก่อน",
  "คำว่า “เร็ว” วัดไม่ได้ ผู้ใช้กดปุ๊บควรเห็นผลปั๊บภายในกี่มิลลิวินาที ขอให้ใส่ตัวเลข",
  "ดีมาก ข้อความใกล้เคียงกับกรณีทดสอบอยู่แล้ว",
  "ควรบอกว่าใครมีสิทธิ์ทำสิ่งนี้ และคนอื่นจะเห็นข้อความว่าอย่างไร",
  "ส่วนนี้พึ่งระบบภายนอก จึงต้องบอกด้วยว่าถ้าระบบนั้นไม่ตอบจะรอนานแค่ไหน",
  "เดี๋ยวนี้ยังไม่มีผู้รับผิดชอบ เสนอให้เปิดตั๋วงานแยกไว้หนึ่งใบ",
];
const FINDINGS: readonly (readonly [finding: string, weight: string, step: string])[] = [
  ["ยังไม่กำหนดขีดจำกัด", "สูง", "ตกลงตัวเลขร่วมกัน"],
  ["ขาดกรณีที่ผิดพลาด", "สูง", "เพิ่มสถานการณ์ทดสอบ"],
  ["ใช้คำก่อนที่จะนิยาม", "ต่ำ", "เพิ่มอภิธานศัพท์สั้น ๆ"],
  ["ไม่มีผู้ตัดสินใจ", "ปานกลาง", "ระบุชื่อและเปิดตั๋ว"],
  ["ไม่บอกว่าลองซ้ำได้หรือไม่", "ปานกลาง", "เขียนว่าทำซ้ำได้โดยไม่เสียหาย"],
];
const CLOSINGS = [
  "เมื่อแก้ประเด็นในตารางเรียบร้อยแล้ว สเปกนี้ก็**พร้อมนำไปวางแผนงาน**ต่อได้เลย",
  "ถ้าตกลงแถวแรกของตารางได้ ส่วนที่เหลือจะตามมาเองอย่างรวดเร็ว",
  "ข้อเสนอเหล่านี้ไม่ได้เปลี่ยนทิศทาง แต่จะช่วยให้สัปดาห์แรกของการพัฒนาราบรื่นขึ้น",
];

/** The Thai counterpart of `reviewInEnglish`. Every tone mark occurs in every review, whatever is picked. */
export function reviewInThai({ title, sections }: SpecSketch, random: () => number): string {
  const remarks = shuffled(REMARKS, random);
  const findings = shuffled(FINDINGS, random);
  const list = sections.map((section, index) => `- **${section}**: ${remarks[index % remarks.length]}`);
  const rows = sections.slice(0, 4).map((section, index) => {
    const [finding, weight, step] = findings[index % findings.length] ?? ["", "", ""];
    return `| ${section} | ${finding} | ${weight} | ${step} |`;
  });
  return [
    `# ผลการตรวจสอบ: ${title}`,
    pickFrom(OPENINGS, random),
    "## ข้อสังเกตในแต่ละหัวข้อ",
    list.join("\n"),
    "## เรื่องที่ควรตกลงก่อน",
    ["| หัวข้อ | สิ่งที่พบ | น้ำหนัก | ขั้นต่อไป |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    "ตัวอย่างสถานการณ์ที่ควรเพิ่มไว้ เพื่อให้ผู้ใช้กดปุ๊บแล้วเห็นผลปั๊บ และไม่ต้องเปิดตั๋วแจ้งปัญหาซ้ำ:",
    example(title, pickFrom(sections, random), random),
    pickFrom(CLOSINGS, random),
  ].join("\n\n");
}

/** The Thai counterpart of `replyInEnglish`. Thai has no spaces between words, so the topic is cut by length. */
export function replyInThai(message: string, random: () => number): string {
  const flat = message.trim().replaceAll(/\s+/g, " ");
  const clusters = [...new Intl.Segmenter("th", { granularity: "word" }).segment(flat)].map(
    ({ segment }) => segment,
  );
  const topic = clusters.slice(0, 12).join("") + (clusters.length > 12 ? "…" : "");
  const advice = [
    "แนะนำให้เริ่มจากกรณีเล็กที่สุดที่อาจล้มเหลวได้ เขียนผลที่ต้องการไว้ก่อน แล้วค่อยขยายออกไปทีละขั้น",
    "เรื่องนี้ขึ้นอยู่กับว่าข้อมูลต้องอยู่ต่อหลังปิดโปรแกรมหรือไม่ ถ้าใช่ ควรตัดสินใจข้อนี้ก่อนข้ออื่น",
    "ตอบสั้น ๆ คือทำได้ ขอเพียงเขียนขีดจำกัดไว้ข้างกฎข้อนั้นเลย ไม่ต้องแยกไปไว้ที่อื่น",
  ];
  return `เกี่ยวกับ “${topic}” ${pickFrom(advice, random)} ถ้าส่งสเปกฉบับเต็มมา เดี๋ยวจะช่วยชี้ให้ว่าบรรทัดไหนสำคัญที่สุด`;
}

function example(title: string, section: string, random: () => number): string {
  const examples = [
    [
      "```gherkin",
      "# language: th",
      `โครงหลัก: ${title}`,
      "",
      `  เหตุการณ์: ${section} ขณะที่บริการไม่ตอบสนอง`,
      "    กำหนดให้ ผู้ใช้มีข้อมูลที่ยังไม่ได้บันทึก",
      "    เมื่อ บริการไม่ตอบภายใน 10 วินาที",
      "    ดังนั้น ข้อมูลเดิมต้องยังอยู่ครบ",
      "    และ ผู้ใช้ต้องรู้ว่าควรทำอะไรต่อ",
      "```",
    ],
    [
      "```yaml",
      `# ${section}`,
      "limits:",
      "  timeoutSeconds: 10 # รอไม่เกินสิบวินาที",
      "  retries: 2 # ลองใหม่ได้สองครั้ง",
      "onFailure:",
      "  keepInput: true # ข้อความเดิมต้องไม่หาย",
      "```",
    ],
  ];
  return pickFrom(examples, random).join("\n");
}
