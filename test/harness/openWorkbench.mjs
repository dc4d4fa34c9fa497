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
 * @param {Parameters<typeof workbenchUrl>[1] & { onLog?: (type: string, args: unknown[]) => void, onExit?: (code: number) => void }} options
 *   `onLog`, `onExit`: what the extension host prints, and the end of the tests it ran.
 * @returns {Promise<{ page: import("playwright-core").Page, close: () => Promise<void> }>}
 */
export async function openWorkbench(origin, { onLog, onExit, ...window }) {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: chromiumFlags,
    // Signals are handled where the server is stopped too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    // VS Code calls these two when tests were asked for.
    await page.exposeFunction("codeAutomationLog", (type, args) => onLog?.(type, args));
    await page.exposeFunction("codeAutomationExit", (code) => onExit?.(Number(code) || 0));
    await page.goto(workbenchUrl(origin, window));
    return { page, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
