import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createMarkdown } from "../../src/webview/markdown/createMarkdown";
import type { ChatPage } from "./chatPage";
import { chatSuite } from "./chatSuite";
import { composer, deltas, head, runningTurn, state, turn } from "./samples";

const running = { ...composer, isRunning: true };
const ended = (id: string, text: string) => head(turn(id, { text }));

describe("chat view: answers", function () {
  this.timeout(20_000);
  const suite = chatSuite();
  let chat: ChatPage;
  const open = async (change?: Parameters<typeof state>[0]) => {
    chat = await suite.open(change);
  };
  const answerHtml = async () =>
    chat.page.evaluate(() => {
      const answer = document.querySelector(".exchange:last-child .md")?.cloneNode(true);
      if (!(answer instanceof Element)) return "";
      for (const part of answer.querySelectorAll(".code-head")) part.remove();
      for (const link of answer.querySelectorAll("a")) link.removeAttribute("title");
      for (const box of answer.querySelectorAll(
        ".code, .block, .blocks, pre.code-block code span:not([data-name])",
      ))
        box.replaceWith(...box.childNodes);
      answer.normalize();
      // Code that grew on the page has no line break behind its element.
      return answer.innerHTML.replaceAll("</pre>\n", "</pre>");
    });
  const oneShot = async (text: string) =>
    chat.page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, "text/html").body;
      parsed.normalize();
      return parsed.innerHTML.replaceAll("</pre>\n", "</pre>");
    }, createMarkdown().render(text));
  const stream = async (text: string, pieces: readonly string[]) => {
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    await chat.sendPerFrame(deltas("t", pieces));
    await chat.send({ type: "turn-changed", turn: ended("t", text) });
  };

  it("a Thai answer that comes in odd pieces is unbroken and marked as Thai", async () => {
    const text = "สวัสดีครับ นี่คือ**คำตอบ**ภาษาไทย\n\nย่อหน้าที่สอง ข้อ 1";
    await open();
    await stream(text, text.match(/[^]{1,3}/gu) ?? []);
    assert.equal(await answerHtml(), await oneShot(text));
    assert.equal(await chat.page.locator(".md .block").first().getAttribute("lang"), "th");
  });

  it("the page ends with the same elements as the whole text rendered at once", async () => {
    const text =
      "# Title\n\nSee [docs] and `code`.\n\n- a\n- b\n\n  c\n\n| a | b |\n|--|-:|\n| 1 | 2 |\n\n```ts\nconst a = `x`;\n```\n\n> quote\n\n[docs]: https://example.org/a\n";
    await open();
    await stream(text, text.match(/[^]{1,7}/gu) ?? []);
    assert.equal(await answerHtml(), await oneShot(text));
  });

  it("hostile output runs nothing, fetches nothing and links nowhere dangerous", async () => {
    const text = [
      "<script>window.harmed = true</script><img src=x onerror='window.harmed = true'>",
      "![pixel](https://tracker.example/p.png) [click](javascript:window.harmed=true) [data](data:text/html,x)",
      "[file](file:///etc/passwd) [command](command:workbench.action.quit) <javascript:alert(1)>",
      "[ok](https://example.org) <div style='position:fixed'>x</div>",
      "```html\n<script>window.harmed = true</script>\n<b onclick='window.harmed = true'>\u202Ex</b>\n```",
      "| a |\n|:-:|\n| <style>*{display:none}</style> |",
    ].join("\n\n");
    await open();
    await stream(text, text.match(/[^]{1,5}/gu) ?? []);
    const page = await chat.page.evaluate(() => ({
      elements: document.querySelectorAll(
        ".md script, .md img, .md style, .md iframe, .md [style], .md [onclick], .md [onerror]",
      ).length,
      links: [...document.querySelectorAll(".md a")].map((link) => link.getAttribute("href")),
      harmed: "harmed" in window,
      control: document.querySelector(".hidden-character")?.getAttribute("data-name"),
    }));
    assert.deepEqual(page, {
      elements: 0,
      links: ["https://tracker.example/p.png", "https://example.org"],
      harmed: false,
      control: "U+202E",
    });
  });

  it("a link asks the host to open it and leaves the page where it is", async () => {
    await open({ turns: [turn("a", { text: "[docs](https://example.org/docs)" })] });
    await chat.page.locator(".md a").click();
    assert.deepEqual(await chat.sentOf("link-open"), [
      { type: "link-open", href: "https://example.org/docs" },
    ]);
  });

  it("code is copied as the model wrote it, direction controls included", async () => {
    const code = "if (a) {\n  // \u202Eevil\n}";
    await open({ turns: [turn("a", { text: `\`\`\`ts\n${code}\n\`\`\`\n` })] });
    await chat.page.getByRole("button", { name: "Copy Code" }).click();
    assert.deepEqual(await chat.sentOf("code-action"), [{ type: "code-action", action: "copy", code }]);
  });

  it("finished code is highlighted by a chunk that is loaded for it", async () => {
    await open({ turns: [turn("a", { text: "```ts\nconst a = 1;\n```\n" })] });
    await chat.page.locator(".hljs-keyword").waitFor();
  });

  it("a long list that is still growing shows every item once, nested ones too", async () => {
    const text = Array.from(
      { length: 300 },
      (_, index) => `${index + 1}. item \`code\`\n   - nested ${index}\n`,
    ).join("");
    await open();
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    await chat.sendPerFrame(deltas("t", text.match(/[^]{1,500}/gu) ?? []));
    assert.equal(await answerHtml(), await oneShot(text));
  });

  it("frozen blocks stay the same elements while more text comes", async () => {
    await open();
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    const [first, second] = deltas("t", ["one\n\ntwo\n\n", "three\n\nfour"]);
    assert.ok(first !== undefined && second !== undefined);
    await chat.send(first);
    const block = await chat.page.locator(".block").first().elementHandle();
    await chat.send(second);
    assert.equal(await block?.evaluate((element) => element.isConnected), true);
  });

  it("each drawn piece is acknowledged, so that the host can slow down", async () => {
    await open();
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    await chat.send(...deltas("t", ["a", "b", "c"]));
    assert.equal((await chat.sentOf("deltas-drawn")).at(-1)?.sequence, 2);
  });

  it("a piece larger than a frame can draw is drawn over several, acknowledged after the last, and is whole", async () => {
    const text = Array.from({ length: 4000 }, (_, index) => `Paragraph ${index}\n\n`).join("");
    await open({ composer: running });
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    const [piece] = deltas("t", [text]);
    assert.ok(piece !== undefined);
    // The end comes right behind it, as from a gateway that is faster than the page.
    const shownFirst = await chat.page.evaluate(
      async (messages) => {
        for (const data of messages) window.dispatchEvent(new MessageEvent("message", { data }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return document.querySelectorAll(".md .block").length;
      },
      [piece, { type: "turn-changed", turn: ended("t", text) } as const],
    );
    assert.ok(shownFirst < 4000, `${shownFirst} blocks at once`);
    await chat.waitForSent("deltas-drawn");
    assert.equal(await chat.page.locator(".md .block").count(), 4000);
    assert.equal((await chat.sentOf("deltas-drawn")).length, 1);
    assert.equal(await answerHtml(), await oneShot(text));
  });

  it("a hidden page draws nothing and asks for no frames until it is seen again", async () => {
    await open({ composer: running });
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    const hide = async (isHidden: boolean) =>
      chat.page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    await hide(true);
    await chat.page.evaluate(() => {
      const frames = { count: 0 };
      Object.assign(window, { askedFrames: frames });
      const original = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (callback) => {
        if (callback.length === 0) frames.count++;
        return original(callback);
      };
    });
    const [piece] = deltas("t", ["unseen"]);
    assert.ok(piece !== undefined);
    await chat.page.evaluate((data) => {
      window.dispatchEvent(new MessageEvent("message", { data }));
    }, piece);
    assert.equal(
      await chat.page.evaluate(
        () => (window as unknown as { askedFrames: { count: number } }).askedFrames.count,
      ),
      0,
    );
    assert.deepEqual(await chat.sentOf("deltas-drawn"), []);
    await hide(false);
    await chat.waitForSent("deltas-drawn");
    assert.equal((await chat.page.locator(".md").innerText()).trim(), "unseen");
  });

  it("the end of an answer moves nothing that is being read", async () => {
    await open({ composer: running });
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    await chat.send(...deltas("t", ["Some text."]));
    const height = () =>
      chat.page.locator(".answer").evaluate((answer) => answer.getBoundingClientRect().height);
    const heightBefore = await height();
    await chat.send({ type: "turn-changed", turn: ended("t", "Some text.") });
    assert.ok(
      Math.abs((await height()) - heightBefore) <= 2,
      `${heightBefore} px became ${await height()} px`,
    );
  });

  it("a piece that does not fit asks for everything, once", async () => {
    await open();
    await chat.send({ type: "turn-added", turn: runningTurn("t") });
    const lost = deltas("t", ["one ", "two ", "three ", "four"]).slice(1);
    await chat.send(...lost);
    assert.equal((await chat.sentOf("ready")).length, 2);
    await chat.send({
      type: "state-changed",
      state: state({ turns: [runningTurn("t", { text: "one two " })] }),
    });
    const rest = deltas("t", ["one two ", "three"]).slice(1);
    await chat.send(...rest);
    assert.equal((await chat.page.locator(".md").innerText()).trim(), "one two three");
  });

  it("a snapshot in the middle of an open code block goes on where it was", async () => {
    const text = "Before\n\n```ts\nconst a";
    await open({ composer: running, turns: [runningTurn("t", { text })] });
    const rest = " = 1;\n```\n\nAfter";
    await chat.send({
      type: "answer-delta",
      turnId: "t",
      text: rest,
      textOffset: text.length,
      reasoning: "",
      reasoningOffset: 0,
      sequence: 1,
    });
    await chat.send({ type: "turn-changed", turn: ended("t", text + rest) });
    assert.equal(await answerHtml(), await oneShot(text + rest));
  });

  it("reasoning is open while it is all there is and closes when the answer starts", async () => {
    await open();
    await chat.send({ type: "turn-added", turn: runningTurn("t", { phase: "thinking" }) });
    await chat.send({
      type: "answer-delta",
      turnId: "t",
      text: "",
      textOffset: 0,
      reasoning: "Hmm",
      reasoningOffset: 0,
      sequence: 1,
    });
    const line = chat.page.locator(".think");
    assert.equal(await line.getAttribute("aria-expanded"), "true");
    await chat.send({
      type: "answer-delta",
      turnId: "t",
      text: "Yes",
      textOffset: 0,
      reasoning: "",
      reasoningOffset: 3,
      sequence: 2,
    });
    assert.equal(await line.getAttribute("aria-expanded"), "false");
    await line.click();
    await chat.send({ type: "turn-changed", turn: ended("t", "Yes") });
    assert.equal(await line.getAttribute("aria-expanded"), "true", "what the user opened stays open");
  });
});
