import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openWindow, pictureOfFailures } from "./openWindow.mjs";

const ELSEWHERE = "http://127.0.0.1:9/v1";

describe("a key in the workspace's .env", () => {
  /** @type {Awaited<ReturnType<typeof openWindow>>} */
  let window;
  before(async () => {
    window = await openWindow({
      settings: { "smartspec.model": "openai/gpt-4o-mini" },
      files: {
        ".env": [
          "\uFEFF# keys of this project",
          "KILOCODE_API_KEY=kilo_wrong_key_0000",
          "KILO_API_KEY='kilo_local_key'",
          `SMARTSPEC_BACKEND_URL=${ELSEWHERE}`,
          "SMARTSPEC_PROXY_TOKEN=short",
        ].join("\r\n"),
      },
    });
  });
  after(() => window?.end());
  pictureOfFailures(() => window);

  const rows = (/** @type {string} */ label) =>
    window.page.locator(".quick-input-list .monaco-list-row", { hasText: label });
  const notice = (/** @type {RegExp} */ text) =>
    window.page.locator(".notification-list-item", { hasText: text });
  const userSettings = () =>
    JSON.parse(readFileSync(path.join(window.dataFolder, "data", "User", "settings.json"), "utf8"));

  it("is not used before anybody chose it", async () => {
    await window.openFile("refund.md");
    const chat = await window.chat();
    await chat.getByRole("textbox").first().fill("Hello");
    await chat.getByRole("textbox").first().press("Enter");
    await chat.getByRole("alert").getByRole("button", { name: "Add Key" }).waitFor();
    assert.ok(!window.gateway.requests.some(({ headers }) => headers.authorization !== undefined));
  });

  it("is offered by the button of the error, too, and is shown by name, provider and address", async () => {
    const chat = await window.chat();
    await chat.getByRole("alert").getByRole("button", { name: "Add Key" }).click();
    await rows("Paste the key").waitFor();
    await rows("Look in .env for a key").click();
    await rows("KILO_API_KEY").waitFor();
    await window.picture("keys-in-env");
    const kilo = await rows("KILO_API_KEY").innerText();
    assert.match(kilo, /…_key/);
    assert.match(kilo, /Store for Kilo Code at http:\/\/127\.0\.0\.1:\d+/);
    assert.match(await rows("KILOCODE_API_KEY").innerText(), /…0000/);
    assert.doesNotMatch(await rows("SMARTSPEC_PROXY_TOKEN").innerText(), /short/);
    const list = await window.page.locator(".quick-input-widget").innerHTML();
    assert.doesNotMatch(list, /kilo_wrong_key|kilo_local_key/);
  });

  it("a refused key is not stored, and the list comes again", async () => {
    await rows("KILOCODE_API_KEY").click();
    await notice(/does not accept this key/).waitFor();
    await rows("KILO_API_KEY").waitFor();
  });

  it("a good one is stored and used; the address in the file is not", async () => {
    await rows("KILO_API_KEY").click();
    await notice(/accepts this key\. Account: .+@/).waitFor();
    await notice(/SMARTSPEC_BACKEND_URL names another address for SmartSpec proxy/).waitFor();
    assert.equal(userSettings()["smartspec.providers"], undefined);
    const chat = await window.chat();
    await chat.getByRole("textbox").first().fill("Hello again");
    await chat.getByRole("textbox").first().press("Enter");
    await chat.getByRole("group", { name: "Receipt" }).nth(1).waitFor();
    assert.equal(window.chatRequests.at(-1)?.headers.authorization, "Bearer kilo_local_key");
  });

  it("the address is taken only when it is picked, into the user's own settings", async () => {
    await window.command("SmartSpec: Configure API Key");
    await rows("Look in .env for a key").click();
    await rows(`Also use ${ELSEWHERE} for SmartSpec proxy, in your user settings`).click();
    await rows("SMARTSPEC_PROXY_TOKEN").getByText(`Store for SmartSpec proxy at ${ELSEWHERE}`).waitFor();
    await window.picture("address-taken");
    assert.deepEqual(userSettings()["smartspec.providers"], [{ id: "smartspec-proxy", baseUrl: ELSEWHERE }]);
    await window.page.keyboard.press("Escape");
  });

  it("a file without a key says so, and the usual way goes on", async () => {
    writeFileSync(path.join(window.workspace, ".env"), "PATH_TO=somewhere\n");
    await window.command("SmartSpec: Configure API Key");
    await rows("Look in .env for a key").click();
    await notice(/There is no key for a known provider in \.env/).waitFor();
    await rows("OpenRouter").first().waitFor();
    assert.equal(await rows("Look in .env").count(), 0);
    await window.page.keyboard.press("Escape");
  });

  it("without a file it is not mentioned", async () => {
    rmSync(path.join(window.workspace, ".env"));
    await window.command("SmartSpec: Configure API Key");
    await rows("OpenRouter").first().waitFor();
    assert.equal(await rows("Look in .env").count(), 0);
    await window.page.keyboard.press("Escape");
  });
});
