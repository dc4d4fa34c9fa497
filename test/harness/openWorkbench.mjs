import path from "node:path";
import { chromium } from "playwright-core";
import { ensureChromium } from "./ensureChromium.mjs";

/** No sandbox, because tests run as root in containers; no name resolves, so nothing but this machine can be reached. */
const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/**
 * The address of a window on a running server.
 * @param {string} origin
 * @param {{ folder?: string, payload?: readonly (readonly [string, string])[] }} options `payload`: VS Code's own launch
 *   options; values that are absolute paths become addresses of the server's files.
 */
export function workbenchUrl(origin, { folder, payload = [] }) {
  const url = new URL(origin);
  const remote = payload.map(([key, value]) => [
    key,
    path.isAbsolute(value) ? `vscode-remote://${url.host}${new URL(`file://${value}`).pathname}` : value,
  ]);
  url.searchParams.set("payload", JSON.stringify([["skipWelcome", "true"], ...remote]));
  if (folder === undefined) url.searchParams.set("ew", "true");
  else url.searchParams.set("folder", path.resolve(folder));
  return url.href;
}

/**
 * Opens a window of a running server in a headless Chromium.
 * @param {string} origin
 * @param {Parameters<typeof workbenchUrl>[1] & { beside?: import("playwright-core").Page, onLog?: (type: string, args: unknown[]) => void, onExit?: (code: number) => void }} options
 *   `beside`: takes that page's browser while it is open, but shares nothing else with it. `onLog`, `onExit`: what the extension host
 *   prints, and the end of the tests it ran.
 * @returns {Promise<{ page: import("playwright-core").Page, close: () => Promise<void> }>}
 */
export async function openWorkbench(origin, { beside, onLog, onExit, ...window }) {
  const shared = beside?.context().browser();
  const isShared = shared?.isConnected() === true;
  const browser = isShared ? shared : await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const close = () => (isShared ? context.close() : browser.close());
  try {
    const page = await context.newPage();
    // VS Code calls these two when tests were asked for.
    await page.exposeFunction("codeAutomationLog", (type, args) => onLog?.(type, args));
    await page.exposeFunction("codeAutomationExit", (code) => onExit?.(Number(code) || 0));
    // Whoever asked for the window waits for what is in it, for as long as that takes.
    await page.goto(workbenchUrl(origin, window), { waitUntil: "commit" });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function launchBrowser() {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: chromiumFlags,
    // Signals are handled where the server is stopped too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
