import { openWindow } from "../journeys/openWindow.mjs";

/** What was on the page that long before a reload must be there after it. */
const KEPT_AFTER_MS = 1000;
/** Marks at the end of unfinished Markdown (`##`, a fence) come and go with what follows them. */
const UNFINISHED = 8;
const ABORT_LIMIT_MS = 30_000;

/**
 * Reloads a real window again and again while an answer arrives, and compares what was on the page before with what is
 * there afterwards.
 * @param {{ reloads: number, random: () => number, log: (line: string) => void }} options
 * @returns {Promise<{ reloads: number, lostCharacters: number, losses: string[] }>} `losses`: a sentence for each
 */
export async function reloadWindow({ reloads, random, log }) {
  const window = await openWindow({
    key: "kilo_test_key",
    pace: "realistic",
    settings: { "smartspec.model": "openai/gpt-4o" },
  });
  const losses = [];
  let lostCharacters = 0;
  try {
    for (let number = 1; number <= reloads; number++) {
      const shown = await showPartOfAnswer(window, number, 200 + Math.floor(random() * 600));
      await window.page.waitForTimeout(KEPT_AFTER_MS + Math.floor(random() * 500));
      const request = window.chatRequests.at(-1);
      await window.reload();
      const kept = await answerText(await window.chat(), number);
      const missing = missingOf(shown, kept);
      lostCharacters += missing;
      if (missing > 0) losses.push(`reload ${number}: ${missing} of ${shown.length} characters are gone`);
      if (!(await isAborted(request))) losses.push(`reload ${number}: the request of the old window goes on`);
      log(`reload ${number}: ${shown.length} characters shown a second before, ${kept.length} kept`);
    }
    return { reloads, lostCharacters, losses };
  } finally {
    await window.end();
  }
}

/** Sends a message and waits for a part of its answer; gives what is on the page. */
async function showPartOfAnswer(window, number, letters) {
  const chat = await window.chat();
  await chat.getByRole("textbox").first().click();
  await window.page.keyboard.type(`Question ${number}.`);
  await window.page.keyboard.press("Shift+Enter");
  await window.page.keyboard.type("[[words:2000]]");
  await window.page.keyboard.press("Enter");
  await chat.waitForFunction(
    ([count, wanted]) => {
      const answers = document.querySelectorAll("article .md");
      return answers.length >= count && (answers[count - 1]?.textContent ?? "").length > wanted;
    },
    [number, letters],
  );
  return answerText(chat, number);
}

async function answerText(chat, number) {
  const text = await chat
    .locator("article .md")
    .nth(number - 1)
    .textContent();
  return (text ?? "").replaceAll(/\s/g, "");
}

/** @param {string} shown @param {string} kept */
function missingOf(shown, kept) {
  let same = 0;
  while (same < shown.length && shown[same] === kept[same]) same++;
  return Math.max(0, shown.length - UNFINISHED - same);
}

async function isAborted(request) {
  let timer;
  const tooLate = new Promise((resolve) => {
    timer = setTimeout(() => resolve("running"), ABORT_LIMIT_MS);
  });
  const outcome = await Promise.race([request.outcome, tooLate]);
  clearTimeout(timer);
  return outcome === "aborted";
}
