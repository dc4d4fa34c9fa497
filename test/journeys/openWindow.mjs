import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach } from "mocha";
import { ensureVsCodeServer } from "../harness/ensureVsCodeServer.mjs";
import { hermeticEnvironment } from "../harness/hermeticEnvironment.mjs";
import { linkExtension } from "../harness/linkExtension.mjs";
import { chooseMenuItem } from "../harness/runSpecByMenu.mjs";
import { openWorkbench } from "../harness/openWorkbench.mjs";
import { outFolder, projectRoot } from "../harness/projectPaths.mjs";
import { startGateway } from "../harness/startGateway.mjs";
import { startVsCodeServer } from "../harness/startVsCodeServer.mjs";

/** How long the workbench and its extension host may take to start on a busy machine. */
export const startMs = 100_000;

/**
 * A real VS Code on a copy of the fixture workspace, with a gateway of its own, for tests that use keyboard and mouse.
 * @param {{ key?: string, settings?: object | ((gateway: any) => object), pace?: "instant" | "realistic", hasFolder?: boolean, extraModels?: number, files?: Record<string, string>, onWrite?: (request: any, bytes: any) => void }} options
 *   without `key` nobody is signed in; `files`: more files of the workspace, by path; `onWrite` hears of everything the
 *   gateway answers
 */
export async function openWindow({
  key,
  settings = {},
  pace = "instant",
  hasFolder = true,
  extraModels = 0,
  files = {},
  onWrite,
} = {}) {
  await ensureVsCodeServer();
  const scratch = mkdtempSync(path.join(os.tmpdir(), "smartspec-journey-"));
  const workspace = path.join(scratch, "workspace");
  cpSync(path.join(projectRoot, "test", "fixtures", "workspace"), workspace, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    writeFileSync(path.join(workspace, name), content);
  }
  const dataFolder = path.join(scratch, "data");
  const settingsFile = path.join(dataFolder, "data", "User", "settings.json");
  mkdirSync(path.dirname(settingsFile), { recursive: true });
  const gateway = await startGateway({ pace, extraModels, onWrite });
  writeFileSync(settingsFile, JSON.stringify(typeof settings === "function" ? settings(gateway) : settings));
  const extensionsFolder = path.join(scratch, "extensions");
  linkExtension(extensionsFolder);
  const server = await startVsCodeServer({
    dataFolder,
    extensionsFolder,
    automation: false,
    env: hermeticEnvironment({
      KILOCODE_BASE_URL: gateway.baseUrl,
      ...(key === undefined ? {} : { KILOCODE_API_KEY: key }),
    }),
  });
  /** @type {Set<() => Promise<void>>} */
  const open = new Set();
  const openBrowser = async (/** @type {import("playwright-core").Page | undefined} */ beside) => {
    const { page, close } = await openWorkbench(server.origin, {
      ...(hasFolder && { folder: workspace }),
      ...(beside && { beside }),
    });
    open.add(close);
    page.setDefaultTimeout(20_000);
    await whenReady(page);
    return {
      page,
      close: async () => {
        open.delete(close);
        await close();
      },
    };
  };
  const openPage = async (/** @type {import("playwright-core").Page | undefined} */ beside) => {
    let browser = await openBrowser(beside);
    return new Window({
      page: browser.page,
      gateway,
      workspace,
      dataFolder,
      serverPid: server.pid,
      openAnother: () => openPage(browser.page),
      moveToNewBrowser: async () => {
        await browser.close();
        browser = await openBrowser();
        return browser.page;
      },
      close: () => browser.close(),
      end: async () => {
        for (const closeOne of [...open].toReversed()) await closeOne();
        await server.stop();
        await gateway.close();
        rmSync(scratch, { recursive: true, force: true });
      },
    });
  };
  return openPage();
}

/** The extension's own icon comes last: before it, the palette would not know its commands. */
async function whenReady(/** @type {import("playwright-core").Page} */ page) {
  await page
    .getByRole("tab", { name: /^SmartSpec/ })
    .first()
    .waitFor({ timeout: startMs });
}

/** Inside a `describe`: a test that failed leaves a picture of its window in `out/pictures`. */
export function pictureOfFailures(/** @type {() => Window | undefined} */ window) {
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === "failed")
      await window()?.picture(`failed ${test.title.slice(0, 60).replaceAll("/", "_")}`);
  });
}

/** One VS Code window, as a person uses it. */
class Window {
  #moveToNewBrowser;
  /**
   * @param {{ page: import("playwright-core").Page, gateway: any, workspace: string, dataFolder: string, serverPid: number | undefined, openAnother: () => Promise<Window>, moveToNewBrowser: () => Promise<import("playwright-core").Page>, close: () => Promise<void>, end: () => Promise<void> }} parts
   *   `openAnother`: a second window on the same folder that shares no cookies and no storage with this one; `close` closes this window, `end`
   *   everything
   */
  constructor({
    page,
    gateway,
    workspace,
    dataFolder,
    serverPid,
    openAnother,
    moveToNewBrowser,
    close,
    end,
  }) {
    this.page = page;
    this.gateway = gateway;
    this.workspace = workspace;
    /** Everything the server writes: settings, storage, logs. */
    this.dataFolder = dataFolder;
    this.serverPid = serverPid;
    this.openAnother = openAnother;
    this.#moveToNewBrowser = moveToNewBrowser;
    this.close = close;
    this.end = end;
  }

  /** Numbers of the extension hosts that run, of all windows. Linux only. */
  extensionHosts() {
    return globSync("/proc/[0-9]*/cmdline").flatMap((file) => {
      try {
        if (!readFileSync(file, "utf8").includes("--type=extensionHost")) return [];
        const folder = path.dirname(file);
        // What follows the name in brackets: state, parent, process group.
        const [, , group] =
          readFileSync(path.join(folder, "stat"), "utf8").split(") ").at(-1)?.split(" ") ?? [];
        return Number(group) === this.serverPid ? [Number(path.basename(folder))] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  }

  /** Types into the chat's input and sends it. @param {...string} lines */
  async ask(...lines) {
    const chat = await this.chat();
    await chat.getByRole("textbox").first().click();
    for (const [index, line] of lines.entries()) {
      if (index > 0) await this.page.keyboard.press("Shift+Enter");
      await this.page.keyboard.type(line);
    }
    await this.page.keyboard.press("Enter");
    return chat;
  }

  /** Runs a command by its title from the palette. @param {string} title */
  async command(title) {
    await this.#pick(() => this.page.keyboard.press("F1"), `>${title}`, title);
  }

  /** Opens a file of the workspace's top folder in an editor. @param {string} name */
  async openFile(name) {
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`).first();
    // A view in front of it keeps the keys that would open the list.
    if (await tab.isVisible()) await tab.click();
    else await this.#pick(() => this.page.keyboard.press("Control+P"), name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
    await this.page.locator(".editor-group-container.active .editor-instance .view-line").first().waitFor();
  }

  /**
   * Takes the row of a list that Enter takes, once it is the right one: what was taken last stands first until the list has
   * heard what is typed. Tries again when it does not come: a view that takes the focus closes the list, and the list does
   * not take in commands that are registered while it is open.
   * @param {() => Promise<void>} open opens the list
   * @param {string} text what is typed
   * @param {string} row what the row says
   * @param {string} focused the row that Enter takes; more than its text may be asked of it
   */
  async #pick(open, text, row, focused = ".monaco-list-row.focused") {
    const input = this.page.locator(".quick-input-widget input");
    const deadline = Date.now() + startMs;
    for (;;) {
      await open();
      try {
        await input.fill(text, { timeout: 3000 });
        await this.page
          .locator(`.quick-input-list ${focused}`, { hasText: row })
          .first()
          .waitFor({ timeout: 3000 });
        await this.#pressEnterIn(input);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }

  /**
   * In the list and nowhere else: an editor that takes the focus at that very moment would get a new line.
   * @param {import("playwright-core").Locator} input of the list
   */
  async #pressEnterIn(input) {
    await this.page.evaluate(() => {
      const guard = { took: false, end: () => removeEventListener("keydown", onKey, true) };
      const onKey = (/** @type {KeyboardEvent} */ event) => {
        guard.took = event.target instanceof Element && event.target.closest(".quick-input-widget") !== null;
        if (guard.took) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      addEventListener("keydown", onKey, true);
      Object.assign(globalThis, { guard });
    });
    /** A page that was loaded anew meanwhile has taken the command for it. */
    const took = () =>
      this.page
        .evaluate(() => {
          const { guard } = /** @type {any} */ (globalThis);
          guard?.end();
          return guard?.took ?? true;
        })
        .catch(() => true);
    try {
      await input.press("Enter", { timeout: 3000 });
    } catch (error) {
      await took();
      throw error;
    }
    if (!(await took())) throw new Error("The list was closed.");
  }

  /** Chooses the model of later runs from the palette's list. @param {string} modelId */
  async selectModel(modelId) {
    // The row that Enter takes is the one with this very id, whatever else begins with it.
    const focused = `.monaco-list-row.focused:has([aria-label*="${modelId}, "]), .monaco-list-row.focused[aria-label*="${modelId}, "]`;
    const settingsFile = path.join(this.dataFolder, "data", "User", "settings.json");
    const written = () => readFileSync(settingsFile, "utf8").includes(`"${modelId}"`);
    const deadline = Date.now() + startMs;
    do {
      if (Date.now() > deadline) throw new Error(`The setting did not become ${modelId}.`);
      await this.#pick(() => this.command("SmartSpec: Select Model"), modelId, modelId, focused);
      await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
      // The list closes before the editor has written the setting; a run that a machine starts could come in
      // between. A view that took the focus with the very key has closed it unused, and it is opened again.
      const patience = Date.now() + 5000;
      while (!written() && Date.now() < patience) await this.page.waitForTimeout(50);
    } while (!written());
  }

  /** @param {import("playwright-core").Locator} item of a menu that is open */
  chooseMenuItem(item) {
    return chooseMenuItem(item);
  }

  /** The document of the chat view; opens the view when it is not there. */
  async chat() {
    const found = await this.#frameWith(".chat > *");
    if (found) return found;
    await this.command("SmartSpec: Open Chat");
    return this.#whenThere(".chat textarea");
  }

  /** The document of the model view; opens the view when it is not there. */
  async models() {
    const found = await this.#frameWith(".models");
    if (found) return found;
    await this.command("SmartSpec: Browse Models");
    return this.#whenThere(".models [role=grid]");
  }

  /** The document of the usage view; opens the view when it is not there. */
  async usage() {
    const found = await this.#frameWith(".usage");
    if (found) return found;
    await this.command("SmartSpec: Show Usage");
    return this.#whenThere(".usage .tiles");
  }

  /** The document of the comparison, once one was begun. */
  compare() {
    return this.#whenThere(".compare");
  }

  async #whenThere(/** @type {string} */ selector) {
    const deadline = Date.now() + startMs;
    while (Date.now() < deadline) {
      const frame = await this.#frameWith(selector);
      if (frame) return frame;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No view with ${selector} opened.`);
  }

  /** The page of a view that shows such an element. */
  async #frameWith(/** @type {string} */ selector) {
    for (const frame of this.page.frames()) {
      if (frame.name() !== "active-frame" && !/fake\.html/.test(frame.url())) continue;
      const isThere = await frame
        .locator(selector)
        .first()
        .isVisible()
        .catch(() => false);
      if (isThere) return frame;
    }
    return undefined;
  }

  /** The window as after a restart of the browser tab: new page, new extension host, same storage. */
  async reload() {
    await this.page.reload();
    await whenReady(this.page);
  }

  /** The window as after its own command for it, which first saves what is open. */
  async reloadWindow() {
    const deadline = Date.now() + startMs;
    for (;;) {
      const loaded = this.page.waitForEvent("load", { timeout: startMs / 3 }).then(
        () => true,
        () => false,
      );
      await this.command("Developer: Reload Window");
      // A view that took the focus with the very key has closed the list unused.
      if (await loaded) break;
      if (Date.now() > deadline) throw new Error("The window did not reload.");
    }
    await whenReady(this.page);
  }

  /** The same server from another browser, which has nothing stored. */
  async useNewBrowser() {
    this.page = await this.#moveToNewBrowser();
  }

  /** Chat requests that arrived, in order. */
  get chatRequests() {
    return this.gateway.requests.filter((/** @type {{ path: string }} */ request) =>
      request.path.endsWith("/chat/completions"),
    );
  }

  /** A picture for people to look at; never committed. @param {string} name */
  async picture(name) {
    const folder = path.join(outFolder, "pictures");
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
}
