import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { startEchoServer } from "./echoServer.mjs";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const KEY = "kilo_journey_key_4711";
const COMPARED = "---\nmodels: [echo/answer, echo/error]\n---\n";

describe("secrets", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  /** @type {Awaited<ReturnType<typeof startEchoServer>>} */
  let echo;
  before(async () => {
    echo = await startEchoServer();
    window = await openWindow({
      key: KEY,
      settings: {
        "smartspec.model": "echo/answer",
        "smartspec.promptLogging": "allow",
        "smartspec.providers": [{ id: "kilocode", kind: "openai-compatible", baseUrl: echo.baseUrl }],
      },
      files: {
        "holds-key.md": `# Spec\n\nUse this:\n\n    curl -H "Authorization: Bearer ${KEY}"\n`,
        "secrets/.env": "OTHER=value\n",
        "secrets/.env.local": `${COMPARED}# OTHER=value\n`,
        "includes-secret.md": `${COMPARED}# Deploy\n\n{{file:secrets/.env}}\n`,
      },
    });
    symlinkSync(path.join(window.workspace, "secrets", ".env"), path.join(window.workspace, "innocent.md"));
    symlinkSync(
      path.join(window.workspace, "secrets", ".env.local"),
      path.join(window.workspace, "compared.md"),
    );
    const outside = path.join(window.dataFolder, "outside.md");
    writeFileSync(outside, "text from outside the folder");
    symlinkSync(outside, path.join(window.workspace, "link-out.md"));
  });
  after(async () => {
    await window?.end();
    await echo?.close();
  });
  pictureOfFailures(() => window);

  const send = async (/** @type {string} */ text) => {
    const chat = await window.chat();
    const input = chat.getByRole("textbox").first();
    await input.fill(text);
    await input.press("Enter");
    return chat;
  };
  const useModel = async (/** @type {string} */ id) => {
    await window.selectModel(id);
    const chat = await window.chat();
    await chat.getByRole("button", { name: new RegExp(`^Model:.*${id}`) }).waitFor();
  };
  const lastError = async (/** @type {RegExp} */ sentence) => {
    const chat = await window.chat();
    const card = chat.locator(".callout.error", { hasText: sentence }).last();
    await card.waitFor();
    return card;
  };

  it("a server that echoes the key gets it into no answer, no reasoning and no name", async () => {
    const chat = await send("Which key do I use?");
    await chat.getByRole("group", { name: "Receipt" }).first().waitFor();
    await chat.getByText("Your key begins [redacted] and ends.").waitFor();
    await window.picture("echoed-key");
    assert.equal(echo.chatRequests(), 1);
    assert.doesNotMatch(await chat.locator("html").innerHTML(), new RegExp(KEY));
    assert.ok(!(await chat.locator("html").innerHTML()).includes(btoa(KEY)));
  });

  it("nor into an error, its details, or a request id", async () => {
    await useModel("echo/error");
    await send("And now?");
    const card = await lastError(/rejected the request/);
    await card.getByRole("button", { name: "Details", exact: true }).click();
    await card.getByText(/id \[redacted\]/).waitFor();
    assert.doesNotMatch(await card.innerHTML(), new RegExp(KEY));
    await useModel("echo/answer");
  });

  it("a spec that holds the key is not sent; the button leads to its line", async () => {
    const earlier = echo.chatRequests();
    await send("/holds-key.md");
    const card = await lastError(/Line 5 holds the key of Kilo Code; it is not sent/);
    await window.picture("key-in-spec");
    assert.equal(echo.chatRequests(), earlier);
    await card.getByRole("button", { name: "Go to Line 5" }).click();
    await window.page.locator('.tab[data-resource-name="holds-key.md"]').first().waitFor();
  });

  it("a message that holds the key is not sent; it comes back without the key", async () => {
    const earlier = echo.chatRequests();
    const chat = await send(`Why does ${KEY} not work?`);
    await lastError(/The text holds the key of Kilo Code; it is not sent/);
    assert.equal(echo.chatRequests(), earlier);
    assert.equal(await chat.getByRole("textbox").first().inputValue(), "Why does [redacted] not work?");
    assert.doesNotMatch(await chat.locator("html").innerHTML(), new RegExp(KEY));
  });

  it("a link out of the folder is not read, and the file behind it is not named", async () => {
    const earlier = echo.chatRequests();
    await send("/link-out.md");
    const card = await lastError(/link-out\.md leads out of the workspace folder/);
    assert.doesNotMatch(await card.innerText(), /outside\.md/);
    assert.equal(echo.chatRequests(), earlier);
  });

  it("neither dots nor percent signs lead out of the folder", async () => {
    const earlier = echo.chatRequests();
    for (const text of [
      "/../data/outside.md",
      "/%2e%2e/data/outside.md",
      "/notes\\..\\..\\data\\outside.md",
    ]) {
      const chat = await send(text);
      await chat
        .getByText(/outside the workspace folder|There is no file/)
        .first()
        .waitFor();
      await chat.getByRole("textbox").first().fill("");
    }
    assert.equal(echo.chatRequests(), earlier);
  });

  it("a file that only a link's target shows to be one of secrets is sent after a question alone", async () => {
    const earlier = echo.chatRequests();
    const row = (/** @type {string} */ label) =>
      window.page.locator(".quick-input-list .monaco-list-row:visible", { hasText: label }).first();
    await send("/innocent.md");
    await row("Send This File").waitFor();
    await window.picture("file-of-secrets");
    // The first row is the answer no.
    await window.page.keyboard.press("Enter");
    await row("Send This File").waitFor({ state: "hidden" });
    // A second run waits for the end of the first.
    await (await window.chat()).locator(".exchange").last().getByText("not sent").waitFor();
    assert.equal(echo.chatRequests(), earlier);
    const chat = await send("/innocent.md");
    await row("Send This File").click();
    await chat.locator(".exchange").last().getByText("Your key begins [redacted] and ends.").waitFor();
    assert.equal(echo.chatRequests(), earlier + 1);
  });

  const question = () =>
    window.page.locator(".quick-input-list .monaco-list-row:visible", { hasText: "Send This File" }).first();
  const list = () => window.page.locator(".quick-input-widget");
  const compareUntilAsked = async (/** @type {string} */ name) => {
    await window.openFile(name);
    await window.command("SmartSpec: Compare Models");
    await list().getByText("2 Selected").waitFor();
    await list().locator("input").first().press("Enter");
    await question().waitFor();
  };
  /** The first row is the answer no. */
  const refuse = async () => {
    // The view has come up behind it, and has not taken the keys.
    const compare = await window.compare();
    await window.page.keyboard.press("Enter");
    await question().waitFor({ state: "hidden" });
    return compare;
  };
  const agree = async () => {
    const compare = await window.compare();
    assert.equal(await compare.getByRole("alertdialog").count(), 0, "no price is known yet");
    await question().click();
    await compare.getByRole("alertdialog").getByRole("button", { name: "Compare" }).click();
    await compare.getByText("Your key begins [redacted] and ends.").waitFor();
  };

  it("a comparison of such a file asks as a run does, and sends nothing after a no", async () => {
    const earlier = echo.chatRequests();
    await compareUntilAsked("compared.md");
    await window.picture("compare file-of-secrets");
    const compare = await refuse();
    await compare.getByText("Stopped").first().waitFor();
    assert.equal(echo.chatRequests(), earlier);
    await compareUntilAsked("compared.md");
    await agree();
    assert.equal(echo.chatRequests(), earlier + 2);
  });

  it("a comparison of a spec that includes one asks too: a no ends it and names the file", async () => {
    const earlier = echo.chatRequests();
    await compareUntilAsked("includes-secret.md");
    const compare = await refuse();
    await compare
      .getByText(/secrets\/\.env is not sent, as it may hold secrets/)
      .first()
      .waitFor();
    assert.equal(echo.chatRequests(), earlier);
    await compareUntilAsked("includes-secret.md");
    await agree();
    assert.equal(echo.chatRequests(), earlier + 2);
  });

  it("the key is in nothing that was written to disk: conversation, draft, storage", async () => {
    const own = readdirSync(window.dataFolder, { recursive: true })
      .map((name) => path.join(window.dataFolder, String(name)))
      .filter((file) => file.includes("smartspec-kilo") && statSync(file).isFile());
    assert.ok(
      own.some((file) => file.endsWith(".jsonl")),
      own.join("\n"),
    );
    assert.deepEqual(
      own.filter((file) => {
        const text = readFileSync(file, "utf8");
        return text.includes(KEY) || text.includes(btoa(KEY));
      }),
      [],
    );
  });
});
