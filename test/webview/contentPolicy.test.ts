import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { ChatPage } from "./chatPage";
import { ViewHost } from "./viewPage";
import { state } from "./samples";

/** What a page that was talked into anything might try. Everything is on its own server, so only the policy is in the way. */
const attempts: Readonly<Record<string, { readonly directive: string; readonly run: () => unknown }>> = {
  "an image from a server": {
    directive: "img-src",
    run: () => (document.body.appendChild(new Image()).src = "/pixel.png?q=stolen"),
  },
  "a request": { directive: "connect-src", run: () => fetch("/collect?q=stolen").catch(() => undefined) },
  "a beacon": { directive: "connect-src", run: () => navigator.sendBeacon("/collect", "stolen") },
  "a socket": {
    directive: "connect-src",
    run: () => {
      try {
        return new WebSocket(`ws://${location.host}/collect`).readyState;
      } catch {
        return undefined;
      }
    },
  },
  "a script without the nonce": {
    directive: "script-src-elem",
    run: () => (document.body.appendChild(document.createElement("script")).src = "/chat.js"),
  },
  "an inline script": {
    directive: "script-src-elem",
    run: () =>
      (document.body.appendChild(document.createElement("script")).textContent = "window.hostile = true"),
  },
  "an event handler in an attribute": {
    directive: "script-src-attr",
    run: () => {
      const element = document.body.appendChild(document.createElement("b"));
      element.setAttribute("onclick", "window.hostile = true");
      element.click();
    },
  },
  "a text that is evaluated": {
    directive: "script-src",
    // Later, as what the test's own driver calls is let off this rule.
    run: () =>
      setTimeout(() => {
        // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval
        new Function("window.hostile = true")();
      }),
  },
  "a frame": {
    directive: "frame-src",
    run: () => (document.body.appendChild(document.createElement("iframe")).src = "/?frame"),
  },
  "an inline style": {
    directive: "style-src-elem",
    run: () =>
      (document.head.appendChild(document.createElement("style")).textContent = "* { display: none }"),
  },
  "a style in an attribute": {
    directive: "style-src-attr",
    run: () => document.body.setAttribute("style", "background: url(/pixel.png)"),
  },
  "an object": {
    directive: "object-src",
    run: () => (document.body.appendChild(document.createElement("object")).data = "/thing"),
  },
  "another base address": {
    directive: "base-uri",
    run: () => (document.head.appendChild(document.createElement("base")).href = "/elsewhere/"),
  },
  "a form": {
    directive: "form-action",
    run: () => {
      const form = document.body.appendChild(document.createElement("form"));
      form.action = "/collect";
      form.submit();
    },
  },
};

describe("the chat page's content security policy", function () {
  this.timeout(20_000);
  let host: ViewHost;
  let chat: ChatPage;
  before(async () => {
    host = await ViewHost.start();
    chat = await ChatPage.open(host);
    await chat.show(state());
    assert.deepEqual(await chat.violations(), []);
  });
  after(async () => {
    await chat.close();
    await host.stop();
  });

  for (const [name, { directive, run }] of Object.entries(attempts)) {
    it(`blocks ${name}`, async () => {
      const earlier = (await chat.violations()).length;
      await chat.page.evaluate(run);
      await chat.page.waitForFunction(
        (count) => (window as unknown as { violations: string[] }).violations.length > count,
        earlier,
      );
      const violation = (await chat.violations())[earlier] ?? "";
      assert.equal(violation.split(" ")[0], directive);
      assert.equal(await chat.page.evaluate(() => "hostile" in window), false);
    });
  }
});
