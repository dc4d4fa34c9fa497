import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { pagePolicy } from "../../src/host/pagePolicy";

export type Theme = "vscode-dark" | "vscode-light" | "vscode-high-contrast" | "vscode-high-contrast-light";

export interface PageOptions {
  readonly theme?: Theme;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** What a view's page consists of, as the host puts it together. */
export interface ViewFiles {
  /** In `dist/webview`. */
  readonly script: string;
  /** In `media` or `dist/webview`, on top of the codicons and base.css. */
  readonly styles: readonly string[];
  readonly runsWorker?: boolean;
}

const root = process.cwd();
const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".ttf": "font/ttf",
};

/** As the host's page, with the same content security policy; the small script stands for VS Code's side. */
function html(theme: string, { script, styles, runsWorker = false }: ViewFiles): string {
  const policy = pagePolicy("test", "'self'", { runsWorker });
  const links = ["themes.css", "codicon.css", "base.css", ...styles].map(
    (name) => `<link rel="stylesheet" href="/${name}">`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
${links.join("")}
<title>View</title></head><body class="${theme}"><div id="app"></div>
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
<script type="module" nonce="test" src="/${script}"></script></body></html>`;
}

/** A built view in a real browser; the test plays the extension host. `Sent`: what the page sends; `Received`: what it takes. */
export class ViewPage<Sent extends { readonly type: string }, Received> {
  readonly page: Page;
  /** Console errors and requests that left the page's own server or were not served. */
  readonly problems: string[] = [];
  readonly #address: string;
  readonly #files: ViewFiles;

  protected constructor(page: Page, address: string, files: ViewFiles) {
    this.page = page;
    this.#address = address;
    this.#files = files;
    page.on("console", (message) => message.type() === "error" && this.problems.push(message.text()));
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("request", (request) => {
      if (![address, "data:", "blob:"].some((own) => request.url().startsWith(own)))
        this.problems.push(request.url());
    });
    page.on(
      "response",
      (response) => response.status() >= 400 && this.problems.push(`${response.status()} ${response.url()}`),
    );
  }

  /** A page of its own, 340 × 700 pixels when not said otherwise, without motion. */
  protected static async newPage(host: ViewHost, { width, height }: PageOptions): Promise<Page> {
    const context = await host.browser.newContext({
      viewport: { width: width ?? 340, height: height ?? 700 },
      reducedMotion: "reduce",
    });
    return context.newPage();
  }

  /** A new document, as when the view is hidden and comes back. */
  async reload(theme: Theme = "vscode-dark"): Promise<void> {
    const query = new URLSearchParams({ theme, files: JSON.stringify(this.#files) });
    await this.page.goto(`${this.#address}/?${query.toString()}`);
    await this.waitForSent("ready");
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Delivers in order and returns when the page has drawn all of it. */
  async send(...messages: readonly Received[]): Promise<void> {
    await this.page.evaluate(
      async (all) => {
        for (const message of all) window.dispatchEvent(new MessageEvent("message", { data: message }));
        for (let frame = 0; frame < 3; frame++)
          await new Promise((resolve) => requestAnimationFrame(resolve));
      },
      messages as readonly object[],
    );
  }

  async sent(): Promise<Sent[]> {
    return (await this.page.evaluate(() => (window as unknown as { sent: object[] }).sent)) as Sent[];
  }

  async sentOf<Type extends Sent["type"]>(type: Type): Promise<Extract<Sent, { type: Type }>[]> {
    const isOfType = (message: Sent): message is Extract<Sent, { type: Type }> => message.type === type;
    return (await this.sent()).filter(isOfType);
  }

  async waitForSent(type: Sent["type"], count = 1): Promise<void> {
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
export class ViewHost {
  readonly browser: Browser;
  readonly address: string;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server, address: string) {
    this.browser = browser;
    this.#server = server;
    this.address = address;
  }

  static async start(): Promise<ViewHost> {
    const built = process.env["WEBVIEW_DIST"] ?? path.join(root, "dist/webview");
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      if (url.pathname === "/") {
        const files = JSON.parse(url.searchParams.get("files") ?? '{"script":"","styles":[]}') as ViewFiles;
        response.setHeader("content-type", "text/html; charset=utf-8");
        return void response.end(html(url.searchParams.get("theme") ?? "vscode-dark", files));
      }
      // Nothing else is served, so a request for anything else is a finding.
      const name = path.basename(url.pathname);
      const folders = [built, path.join(root, "media"), path.join(root, "test/webview")];
      firstOf(folders.map((folder) => path.join(folder, name))).then((content) => {
        response.statusCode = content === undefined ? 404 : 200;
        response.setHeader("content-type", types[path.extname(name)] ?? "application/octet-stream");
        response.end(content);
      }, response.destroy.bind(response));
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
    return new ViewHost(browser, server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function firstOf(files: readonly string[]): Promise<Buffer | undefined> {
  for (const file of files) {
    try {
      return await readFile(file);
    } catch {
      // Perhaps in the next folder.
    }
  }
  return undefined;
}
