import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  hostileAnswer,
  hostileEscapes,
  hostileLongLines,
  hostileNesting,
  hostileTable,
} from "../gateway/hostileAnswer";
import type { ChatPage } from "./chatPage";
import { chatSuite } from "./chatSuite";
import { deltas, head, runningTurn, turn } from "./samples";

const repeated = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length));

/** What is on the page after a hostile answer. */
async function findings(chat: ChatPage) {
  return chat.page.evaluate(() => {
    const allowed = new Set(
      "P H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE HR BR PRE CODE EM STRONG S A TABLE COLGROUP COL THEAD TBODY TR TH TD DIV SPAN BUTTON".split(
        " ",
      ),
    );
    const attributes = new Set(
      "href title start class style data-language data-name aria-label aria-hidden type lang".split(" "),
    );
    const md = document.querySelector(".exchange:last-child .md");
    const elements = [...(md?.querySelectorAll("*") ?? [])];
    return {
      hostile: "hostile" in globalThis,
      elements: [...new Set(elements.map((element) => element.tagName))].filter((name) => !allowed.has(name)),
      attributes: [...new Set(elements.flatMap((element) => element.getAttributeNames()))].filter(
        (name) => !attributes.has(name),
      ),
      links: [...new Set(elements.map((element) => element.getAttribute("href") ?? ""))]
        .map((href) => /^[^:]*:?/.exec(href)?.[0])
        .filter((scheme) => scheme !== "" && scheme !== "https:"),
      controls: /(?![\t\n])\p{Cc}|\p{Bidi_Control}/u.test(
        (md?.textContent ?? "") + elements.map((element) => element.getAttribute("title") ?? "").join(""),
      ),
    };
  });
}

describe("chat view: hostile answers", function () {
  this.timeout(180_000);
  const suite = chatSuite();
  const nothing = { hostile: false, elements: [], attributes: [], links: [], controls: false };
  const shownText = async (chat: ChatPage) =>
    chat.page.evaluate(() => document.querySelector(".exchange:last-child .md")?.textContent ?? "");
  /** Streams in large pieces, as from a gateway that is faster than the page, until all of it is drawn. */
  const stream = async (chat: ChatPage, text: string) => {
    chat.page.setDefaultTimeout(120_000);
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    const pieces = text.match(/[^]{1,60000}/gu) ?? [];
    await chat.send(...deltas("t", pieces));
    await chat.send({ type: "turn-changed", turn: head(turn("t", { text })) });
    await chat.waitForSent("deltas-drawn");
    await chat.send();
  };
  const stillAnswers = async (chat: ChatPage) => {
    await chat.page.locator("textarea").fill("still here");
    await chat.page.locator("textarea").press("Enter");
    await chat.waitForSent("prompt-submit");
  };

  for (const [name, answer, parts] of [
    ["scripts and links", hostileAnswer(), ["r400c11", "deep quote", "x".repeat(5000)]],
    ["terminal commands", hostileEscapes(), ["red", "zero", "flood"]],
    ["nested quotes, lists and links", hostileNesting(300), ["deepest-quote", "item-299", "quote-299"]],
    ["a huge table", hostileTable(2000, 12), ["r0c0", "r1000c5", "r2000c11"]],
    ["a row of thousands of cells", hostileTable(1, 5000), ["r0c4999", "r1c4999"]],
    ["50 000 link definitions", definitions(50_000), ["r49999"]],
    ["20 000 headings", repeated("# h\n", 80_000), []],
    ["a long info string", `\`\`\`${"x".repeat(300_000)}\ninside\n\`\`\`\n\nafter`, ["inside", "after"]],
    ["an endless list number", `${"1".repeat(100_000)}. a\n\n999999999. b`, ["1".repeat(100_000), "b"]],
    ["entities", repeated("&#x202E;", 200_000), []],
    ["a data address", `![x](data:image/png;base64,${"QUJD".repeat(250_000)})`, ["QUJD"]],
    ["100 000 lines of code", `\`\`\`ts\n${repeated("let a = 1;\n", 1_100_000)}\`\`\`\n`, []],
    ["code in one line", `\`\`\`ts\n${"x".repeat(2_000_000)}\n\`\`\`\n\nafter`, ["after"]],
  ] as const) {
    it(`${name}: nothing runs, nothing leaves, nothing is lost, and the page still answers`, async () => {
      const chat = await suite.open();
      await stream(chat, `${answer}\n\nThe end.`);
      assert.deepEqual(await findings(chat), nothing);
      const text = await shownText(chat);
      for (const part of [...parts, "The end."]) assert.ok(text.includes(part), part.slice(0, 20));
      await stillAnswers(chat);
    });
  }

  it("long lines of marks stand there with every letter", async () => {
    const answer = hostileLongLines(200_000);
    const chat = await suite.open();
    await stream(chat, answer);
    assert.deepEqual(await findings(chat), nothing);
    const text = await shownText(chat);
    assert.ok(
      text.includes("x".repeat(200_000)) && text.includes("<".repeat(200_000)),
      "letters and brackets",
    );
    assert.ok(text.includes("[".repeat(200_000)) && text.includes("![".repeat(100_000)), "links and images");
    assert.ok(
      text.includes("*a **a ".repeat(28_000)) && text.trimEnd().endsWith("The end."),
      "emphasis and the end",
    );
    await stillAnswers(chat);
  });

  it("2 MB of code hold every character, and Copy gives them", async () => {
    const code = repeated("let a = 1; \u202E\u001B[0m\n", 500_000);
    const chat = await suite.open();
    await stream(chat, `\`\`\`ts\n${code}\`\`\`\n`);
    await chat.page.getByRole("button", { name: "Copy Code" }).click();
    const [action] = await chat.sentOf("code-action");
    assert.equal(action?.code, code.slice(0, -1));
  });

  it("a block that is too large says that it is plain text", async () => {
    const chat = await suite.open();
    await stream(chat, `${repeated("[a](", 500_000)}\n\nafter`);
    assert.equal(
      await chat.page.locator(".plain-note").textContent(),
      "Shown as plain text: this block is very large.",
    );
    const last = await chat.page.locator(".md .block").last().textContent();
    assert.equal(last?.slice(0, 100), "after\n");
  });

  it("a long table is one table to its last row, with columns of one width, also in a view of another width", async () => {
    const chat = await suite.open();
    await stream(chat, hostileTable(500, 12));
    for (const width of [340, 700]) {
      await chat.page.setViewportSize({ width, height: 700 });
      const { count, tables, first, last } = await chat.page.evaluate(async () => {
        // Once the view has its new width, the columns follow in the next frame.
        for (let frame = 0; frame < 3; frame++)
          await new Promise((resolve) => requestAnimationFrame(resolve));
        const rows = [...document.querySelectorAll(".md tbody tr")];
        const leftsOf = (row: Element | undefined) => {
          // What is out of sight is not laid out.
          row?.scrollIntoView();
          return [...(row?.children ?? [])].map((cell) => Math.round(cell.getBoundingClientRect().left));
        };
        return {
          count: rows.length,
          tables: document.querySelectorAll(".md table").length,
          first: leftsOf(rows[0]),
          last: leftsOf(rows.at(-1)),
        };
      });
      assert.deepEqual([count, tables], [500, 1]);
      assert.deepEqual(first, last);
    }
  });

  it("reasoning, model names and errors show what would hide in them", async () => {
    const chat = await suite.open({
      turns: [
        turn("a", {
          text: "",
          reasoning: "thinking \u202Eevil\u001B[0m",
          model: { id: "a/\u202Eb", name: "Model \u202Eb", isFree: false },
          outcome: {
            status: "failed",
            cost: { kind: "unknown" },
            timing: { totalMs: 1 },
            error: {
              code: "provider-unavailable",
              message: "It said \u202Eevil",
              remedy: "retry",
              retryable: true,
              details: { providerMessage: "\u001B[31mred" },
            },
          },
        }),
      ],
    });
    await chat.page.getByRole("button", { name: "Details" }).click();
    await chat.page.locator(".think").click();
    const text = await chat.page.evaluate(() => document.body.textContent);
    assert.doesNotMatch(text, /\p{Bidi_Control}|(?![\t\n])\p{Cc}/u);
    for (const shown of ["Model [U+202E]b", "It said [U+202E]evil", "[U+001B][31mred"])
      assert.ok(text.includes(shown), shown);
    assert.equal(await chat.page.locator(".reasoning-text .hidden-character").count(), 2);
  });
});

function definitions(count: number): string {
  return Array.from({ length: count }, (_, index) => `[r${index}]: https://a.invalid/${index}\n`).join("");
}
