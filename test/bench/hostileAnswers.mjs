// How long hostile and huge answers hold up the page: `node test/bench/hostileAnswers.mjs [FOLDER…]`, after `node esbuild.js
// --production --tests`. Each folder holds a built chat view (`dist/webview` without any); those are measured in turn. For reading:
// the figures depend on the machine, and nothing here can fail.
import { createRequire } from "node:module";

const runs = Number(process.env.BENCH_RUNS ?? 3);
const only = process.env.BENCH_ONLY?.split(",");
const require = createRequire(import.meta.url);
const {
  hostileAnswer,
  hostileEscapes,
  hostileLongLines,
  hostileNesting,
  hostileTable,
} = require("../../out/test/gateway/hostileAnswer.js");
const { answerOfWords } = require("../../out/test/gateway/answerOfWords.js");
const { seededRandom } = require("../../out/test/gateway/seededRandom.js");
const { ChatHost, ChatPage } = require("../../out/test/webview/chatPage.js");
const { composer, deltas, head, runningTurn, state, turn } = require("../../out/test/webview/samples.js");

const repeated = (unit, length) => unit.repeat(Math.ceil(length / unit.length));
const answers = {
  "hostile (400 rows)": hostileAnswer(),
  "100 000 words": answerOfWords(100_000, "en", seededRandom(1)),
  "table of 2 000 rows": hostileTable(2000, 12),
  "row of 5 000 cells": hostileTable(1, 5000),
  "long lines of marks": hostileLongLines(100_000),
  nesting: hostileNesting(1000),
  escapes: hostileEscapes(),
  "list of 1 000 items": repeated("- item with **bold** text\n", 26_000),
  "10 000 headings": repeated("# h\n", 40_000),
  "2 MB in one line": repeated("x", 2_000_000),
  "2 MB of code in one line": `\`\`\`ts\n${repeated("x", 2_000_000)}\n\`\`\`\n`,
  "50 000 lines of code": `\`\`\`ts\n${repeated("let a = 1;\n", 550_000)}\`\`\`\n`,
};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measure(host, text) {
  const chat = await ChatPage.open(host);
  await chat.show(state({ composer: { ...composer, isRunning: true } }));
  await chat.send({ type: "turn-added", turn: runningTurn("t") });
  const messages = deltas("t", text.match(/[^]{1,16384}/gu) ?? []);
  const end = { type: "turn-changed", turn: head(turn("t", { text })) };
  // As the host sends: the next piece when the last one was drawn.
  const result = await chat.page.evaluate(
    async ([all, last]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      // Taking this call's own arguments in is a long task too, and none of the view's.
      for (let count = 0; count < 3; count++) await frame();
      const tasks = [];
      const observer = new PerformanceObserver((list) =>
        tasks.push(...list.getEntries().map((entry) => entry.duration)),
      );
      observer.observe({ type: "longtask" });
      const drawn = () => window.sent.filter((message) => message.type === "deltas-drawn").length;
      const start = performance.now();
      for (const data of all) {
        const before = drawn();
        window.dispatchEvent(new MessageEvent("message", { data }));
        while (drawn() === before && performance.now() - start < 60_000) await frame();
      }
      window.dispatchEvent(new MessageEvent("message", { data: last }));
      await frame();
      await frame();
      const total = performance.now() - start;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { tasks, total };
    },
    [messages, end],
  );
  await chat.close();
  return result;
}

const folders = process.argv.length > 2 ? process.argv.slice(2) : ["dist/webview"];
for (const [name, text] of Object.entries(answers)) {
  if (only !== undefined && !only.some((part) => name.includes(part))) continue;
  for (const folder of folders) {
    process.env.WEBVIEW_DIST = folder;
    const host = await ChatHost.start();
    const results = [];
    for (let run = 0; run < runs; run++) {
      try {
        results.push(await measure(host, text));
      } catch (error) {
        console.log(`${name}: ${String(error).slice(0, 100)}`);
      }
    }
    await host.stop();
    const longest = median(results.map(({ tasks }) => Math.max(0, ...tasks)));
    const count = median(results.map(({ tasks }) => tasks.length));
    const total = median(results.map((result) => result.total));
    console.log(
      `${name.padEnd(26)} ${String(text.length).padStart(8)} characters  ${folder.padEnd(20)} longest task ${longest.toFixed(0).padStart(6)} ms, over 50 ms: ${String(count).padStart(3)}, drawn after ${total.toFixed(0).padStart(6)} ms`,
    );
  }
}
