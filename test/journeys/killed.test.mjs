import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

/** What may be lost: half a second until it is written, and as much again for a busy machine. */
const mostLostMs = 1000;

describe("an extension host that is killed during an answer", function () {
  // The workbench starts twice.
  this.timeout(300_000);
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  /** What the gateway has sent, piece by piece. @type {{ at: number, text: string }[]} */
  const sent = [];
  before(async () => {
    window = await openWindow({
      key: "kilo_test_key",
      pace: "realistic",
      settings: { "smartspec.model": "openai/gpt-4o" },
      onWrite: (request, bytes) => {
        if (request.path.endsWith("/chat/completions")) sent.push({ at: Date.now(), text: textOf(bytes) });
      },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const sentUntil = (/** @type {number} */ time) =>
    sent
      .filter(({ at }) => at <= time)
      .map(({ text }) => text)
      .join("");

  it("loses at most the last moment of it; the next window shows the rest as interrupted", async () => {
    const chat = await window.ask("Tell me a lot.", "[[words:2000]]");
    await chat.waitForFunction(
      () => (document.querySelector("article .md")?.textContent ?? "").length > 1200,
    );
    const hosts = window.extensionHosts();
    assert.equal(hosts.length, 1);
    process.kill(hosts[0], "SIGKILL");
    const killedAt = Date.now();
    await window.reload();

    const again = await window.chat();
    await again
      .getByText(/The window was reloaded during this answer/)
      .first()
      .waitFor();
    const kept = storedText(window.dataFolder);
    assert.ok(sentUntil(killedAt).startsWith(kept), "nothing was added or doubled");
    let length = 0;
    const firstLost = sent.find(({ text }) => (length += text.length) > kept.length);
    const lostMs = Math.max(0, killedAt - (firstLost?.at ?? killedAt));
    console.log(`      lost: ${sentUntil(killedAt).length - kept.length} letters, the last ${lostMs} ms`);
    assert.ok(lostMs <= mostLostMs, `the last ${lostMs} ms are lost`);
    const shown = (await again.locator("article .md").first().textContent()) ?? "";
    const lastWords = kept.trimEnd().split(/\s+/).slice(-6, -1);
    for (const word of lastWords)
      assert.ok(shown.includes(word.replace(/[*_`#|-]/g, "")), `${word} is shown`);
    await window.picture("killed");
  });

  it("says that its cost is unknown, and counts it among the runs of the day", async () => {
    const chat = await window.chat();
    const receipt = chat.getByRole("group", { name: "Receipt" }).first();
    assert.match(await receipt.innerText(), /unknown/);
    await chat.getByText(/today\s+cost unknown/).waitFor();
    await window.command("SmartSpec: New Chat");
    await window.ask("A short question");
    await chat
      .getByText(/today\s+.*\$.*1 run of unknown cost not counted/)
      .first()
      .waitFor();
    await window.picture("killed, the day");
  });
});

/** The answer's text in what the gateway writes. @param {string | Uint8Array} bytes */
function textOf(bytes) {
  return Buffer.from(bytes)
    .toString("utf8")
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice("data: ".length)).choices[0]?.delta?.content ?? "")
    .join("");
}

/** The text of the only conversation, as it is on disk. @param {string} dataFolder */
function storedText(dataFolder) {
  const [file, ...more] = globSync(
    path.join(dataFolder, "data/User/globalStorage/*/workspaces/*/conversations/*.jsonl"),
  );
  assert.ok(file !== undefined && more.length === 0, "there is one conversation");
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === "answer-delta")
    .map(({ text }) => text)
    .join("");
}
