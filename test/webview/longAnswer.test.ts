import { after, before, describe, it } from "mocha";
import { ChatPage } from "./chatPage";
import { ViewHost } from "./viewPage";
import { composer, deltas, head, runningTurn, state, turn } from "./samples";

/** Mixed Markdown of about so many words. */
function longMarkdown(words: number): string {
  const sections: string[] = [];
  for (let count = 0, section = 1; count < words; section++, count += 125) {
    const sentence = `Sentence of section ${section} with **bold**, \`code\` and [a link](https://example.org/${section}). `;
    sections.push(
      `## Section ${section}\n\n${sentence.repeat(6)}\n\n- one item of the list\n- another item of it\n- the last item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`,
      `\`\`\`ts\nconst a${section} = 1;\nfunction f(b: number): number {\n  return a${section} + b;\n}\n\`\`\`\n\nข้อความภาษาไทยหนึ่งย่อหน้าที่ยาวพอสมควร\n\n`,
    );
  }
  return sections.join("");
}

// Figures for reading, not a check: they depend on the machine.
(process.env["WEBVIEW_MEASURE"] === undefined ? describe.skip : describe)(
  "long answers, measured",
  function () {
    this.timeout(180_000);
    let host: ViewHost;
    before(async () => {
      host = await ViewHost.start();
    });
    after(async () => host.stop());

    const longList = Array.from({ length: 1000 }, (_, item) => `- item ${item} with **bold** text\n`).join(
      "",
    );
    for (const [name, text, pieceLength] of [
      ["30 000 words", longMarkdown(30_000), 160],
      ["30 000 words", longMarkdown(30_000), 1000],
      ["one list of 1000 items", longList, 160],
    ] as const) {
      it(`${name} in pieces of ${pieceLength} characters`, async () => {
        const chat = await ChatPage.open(host);
        await chat.show(state({ composer: { ...composer, isRunning: true } }));
        await chat.send({ type: "turn-added", turn: runningTurn("t") });
        await chat.page.evaluate(() => {
          const tasks: number[] = [];
          Object.assign(window, { tasks });
          new PerformanceObserver((list) =>
            tasks.push(...list.getEntries().map((entry) => entry.duration)),
          ).observe({ type: "longtask" });
        });
        const pieces = text.match(new RegExp(`[^]{1,${pieceLength}}`, "gu")) ?? [];
        const started = Date.now();
        await chat.sendPerFrame(deltas("t", pieces));
        await chat.send({ type: "turn-changed", turn: head(turn("t", { text })) });
        const tasks = await chat.page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
        const longest = Math.max(0, ...tasks);
        console.log(
          `${text.length} characters, ${pieces.length} pieces in ${Date.now() - started} ms; tasks over 50 ms: ${tasks.length}, longest ${longest.toFixed(0)} ms`,
        );
        const back = Date.now();
        await chat.reload();
        await chat.show(state({ turns: [turn("t", { text })] }));
        console.log(`back from a snapshot after ${Date.now() - back} ms, page load included`);
        await chat.close();
      });
    }
  },
);
