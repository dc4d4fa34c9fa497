/** How long the workbench may take to start, with the extension host. */
const startMs = 60_000;
/** How long an answer at a realistic pace may take. */
const answerMs = 120_000;

/**
 * Opens a file of the workspace's top folder, takes "Run Spec" from SmartSpec's part of the editor's context menu, and waits in the
 * chat view for the receipt of the finished answer. Answers the question about prompt logging with yes, should it come.
 * @param {import("playwright-core").Page} page
 * @param {string} spec file name
 * @returns {Promise<{ letters: number, model: string, receipt: string }>} texts as they are shown
 * @throws with what was waited for in vain
 */
export async function runSpecByMenu(page, spec) {
  await page
    .getByRole("treeitem", { name: new RegExp(`^${escapeRegExp(spec)}`) })
    .first()
    .dblclick({ timeout: startMs });
  const text = page.locator(".editor-instance .view-line").first();
  await text.waitFor({ timeout: startMs });
  await text.click({ button: "right" });
  const submenu = page.getByRole("menuitem", { name: /^SmartSpec/ }).first();
  await submenu.waitFor({ timeout: startMs });
  // It opens under the pointer, or by a click when the menu has just come.
  await submenu.hover();
  const runSpec = page.getByRole("menuitem", { name: /^Run Spec/ }).first();
  await runSpec.waitFor({ timeout: 3000 }).catch(() => submenu.click());
  await chooseMenuItem(runSpec);

  const deadline = Date.now() + answerMs;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const seen = await readAnswer(frame).catch(() => undefined);
      if (seen !== undefined) return seen;
      const consent = frame.getByRole("alertdialog").getByRole("button").first();
      if (await consent.isVisible().catch(() => false)) await consent.click();
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`no receipt was shown within ${answerMs / 1000} s.`);
}

/**
 * A menu of VS Code takes no click in its first tenth of a second, so that the click that opened it does not choose.
 * @param {import("playwright-core").Locator} item
 */
export async function chooseMenuItem(item) {
  await item.waitFor({ timeout: startMs });
  for (let attempt = 0; attempt < 5; attempt++) {
    await item.click({ timeout: 5000 });
    const isClosed = await item.waitFor({ state: "hidden", timeout: 1000 }).then(
      () => true,
      () => false,
    );
    if (isClosed) return;
  }
  throw new Error("the context menu did not react.");
}

/**
 * The last answer in a frame, once it has its receipt.
 * @param {import("playwright-core").Frame} frame
 */
async function readAnswer(frame) {
  const turn = frame.getByRole("article", { name: /^Answer from / }).last();
  const receipt = turn.getByRole("group", { name: "Receipt" });
  // A frame may be any of the workbench's; and the place of a receipt may be there before its text is.
  if ((await receipt.count()) === 0 || !/→/.test(await receipt.innerText({ timeout: 2000 })))
    return undefined;
  return {
    letters: (await turn.locator(".md").innerText({ timeout: 2000 })).length,
    model: oneLine(await turn.locator(".turn-head b").innerText({ timeout: 2000 })),
    receipt: oneLine(await receipt.innerText({ timeout: 2000 })),
  };
}

/** @param {string} shown */
function oneLine(shown) {
  return shown.replace(/\s+/g, " ").trim();
}

/** @param {string} text */
function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
