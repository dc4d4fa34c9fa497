import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { chatPolicy } from "../../src/host/chatPolicy";
import type { ChatViewState, FromWebview, ToWebview } from "../../src/protocol/chatProtocol";

export type Theme = "vscode-dark" | "vscode-light" | "vscode-high-contrast" | "vscode-high-contrast-light";

export interface PageOptions {
  readonly theme?: Theme;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

const root = process.cwd();
/** What the page loads, by address. Nothing else is served, so a request for anything else is a finding. */
const files: Readonly<Record<string, string>> = {
  "/chat.css": "media/chat.css",
  "/themes.css": "test/webview/themes.css",
};
const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".ttf": "font/ttf",
};

/** As the host's page, with the same content security policy; the small script stands for VS Code's side. */
function html(theme: string): string {
  const policy = chatPolicy("test", "'self'");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/themes.css"><link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/chat.css">
<title>Chat</title></head><body class="${theme}"><div id="app"></div>
<script nonce="test">
  window.sent = [];
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(event.effectiveDirective + " " + event.blockedURI + " " + event.sample));
  const kept = sessionStorage.getItem("kept");
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.sent.push(structuredClone(message)),
    getState: () => (kept === null ? undefined : JSON.parse(kept)),
    setState: (state) => sessionStorage.setItem("kept", JSON.stringify(state)),
  });
</script>
<script type="module" nonce="test" src="/chat.js"></script></body></html>`;
}

/** The built chat view in a real browser; the test plays the extension host. */
export class ChatPage {
  readonly page: Page;
  /** Console errors and requests that left the page's own server or were not served. */
  readonly problems: string[] = [];
  readonly #address: string;

  private constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
    page.on("console", (message) => message.type() === "error" && this.problems.push(message.text()));
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith("data:"))
        this.problems.push(request.url());
    });
    page.on(
      "response",
      (response) => response.status() >= 400 && this.problems.push(`${response.status()} ${response.url()}`),
    );
  }

  static async open(host: ChatHost, options: PageOptions = {}): Promise<ChatPage> {
    const context = await host.browser.newContext({
      viewport: { width: options.width ?? 340, height: options.height ?? 700 },
      reducedMotion: "reduce",
    });
    const chat = new ChatPage(await context.newPage(), host.address);
    await chat.reload(options.theme);
    return chat;
  }

  /** A new document, as when the view is hidden and comes back. */
  async reload(theme: Theme = "vscode-dark"): Promise<void> {
    await this.page.goto(`${this.#address}/?theme=${theme}`);
    await this.waitForSent("ready");
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async show(state: ChatViewState): Promise<void> {
    await this.send({ type: "state-changed", state });
    await this.page.locator("textarea").waitFor();
  }

  /** Delivers in order and returns when the page has drawn all of it. */
  async send(...messages: readonly ToWebview[]): Promise<void> {
    await this.page.evaluate(async (all) => {
      for (const message of all) window.dispatchEvent(new MessageEvent("message", { data: message }));
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    }, messages);
  }

  /** As a stream: the page has said that it has drawn each piece before the next one comes. */
  async sendPerFrame(messages: readonly ToWebview[]): Promise<void> {
    await this.page.evaluate(async (all) => {
      const { sent } = window as unknown as { sent: readonly FromWebview[] };
      const drawn = () => sent.filter(({ type }) => type === "deltas-drawn").length;
      for (const message of all) {
        const before = drawn();
        window.dispatchEvent(new MessageEvent("message", { data: message }));
        do await new Promise((resolve) => requestAnimationFrame(resolve));
        while (message.type === "answer-delta" && drawn() === before);
      }
    }, messages);
    await this.send();
  }

  async sent(): Promise<FromWebview[]> {
    return this.page.evaluate(() => (window as unknown as { sent: FromWebview[] }).sent);
  }

  async sentOf<Type extends FromWebview["type"]>(
    type: Type,
  ): Promise<Extract<FromWebview, { type: Type }>[]> {
    const isOfType = (message: FromWebview): message is Extract<FromWebview, { type: Type }> =>
      message.type === type;
    return (await this.sent()).filter(isOfType);
  }

  async waitForSent(type: FromWebview["type"], count = 1): Promise<void> {
    await this.page.waitForFunction(
      ([wanted, least]) =>
        (window as unknown as { sent: { type: string }[] }).sent.filter((message) => message.type === wanted)
          .length >= least,
      [type, count] as const,
    );
  }

  async violations(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  }
}

/** One browser and one server for a suite. */
export class ChatHost {
  readonly browser: Browser;
  readonly address: string;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server, address: string) {
    this.browser = browser;
    this.#server = server;
    this.address = address;
  }

  static async start(): Promise<ChatHost> {
    const built = process.env["WEBVIEW_DIST"] ?? path.join(root, "dist/webview");
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      if (url.pathname === "/") {
        response.setHeader("content-type", "text/html; charset=utf-8");
        return void response.end(html(url.searchParams.get("theme") ?? "vscode-dark"));
      }
      const known = files[url.pathname];
      const file =
        known === undefined ? path.join(built, path.basename(url.pathname)) : path.join(root, known);
      readFile(file).then(
        (content) => {
          response.setHeader("content-type", types[path.extname(file)] ?? "application/octet-stream");
          response.end(content);
        },
        () => {
          response.statusCode = 404;
          response.end();
        },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath: process.env["CHROME_PATH"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return new ChatHost(browser, server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
