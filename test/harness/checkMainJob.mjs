import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { hermeticEnvironment } from "./hermeticEnvironment.mjs";
import { openWorkbench } from "./openWorkbench.mjs";
import { projectRoot } from "./projectPaths.mjs";
import { runSpecByMenu } from "./runSpecByMenu.mjs";
import { SetupError } from "./setupError.mjs";
import { startGateway } from "./startGateway.mjs";
import { startVsCodeServer } from "./startVsCodeServer.mjs";

/** Shorter answers than this are no review of a spec. */
const fewestLetters = 100;

/**
 * Does by hand and eye, headless, what the extension is for: opens an example spec, runs it by the editor's context menu,
 * waits for the end of the answer and reads its receipt. Takes a picture in any case.
 * @param {{ screenshot: string, defer: (undo: () => unknown) => void }} options
 * @returns {Promise<number>} exit code; what was seen, or what was missing, is printed
 */
export async function checkMainJob({ screenshot, defer }) {
  const gateway = await startGateway({ pace: "realistic" });
  defer(gateway.close);
  const scratch = mkdtempSync(path.join(os.tmpdir(), "smartspec-check-"));
  defer(() => rmSync(scratch, { recursive: true, force: true }));
  // A copy, because a run may leave a record beside the spec.
  const examples = path.join(scratch, "examples");
  cpSync(path.join(projectRoot, "examples"), examples, { recursive: true });
  const spec = exampleSpec(examples);
  const server = await startVsCodeServer({
    dataFolder: path.join(scratch, "data"),
    // With a key the gateway's default model is a paid one, so that there is a cost to see.
    env: hermeticEnvironment({ KILOCODE_BASE_URL: gateway.baseUrl, KILOCODE_API_KEY: "kilo_local_key" }),
  });
  defer(server.stop);
  const { page, close } = await openWorkbench(server.origin, {
    folder: examples,
    payload: [["extensionDevelopmentPath", projectRoot]],
  });
  defer(close);

  const file = path.resolve(projectRoot, screenshot);
  try {
    const seen = await runSpecByMenu(page, spec);
    const problems = [
      ...(seen.letters < fewestLetters ? [`the answer has only ${seen.letters} letters`] : []),
      ...(seen.model === "" ? ["no model is named"] : []),
      ...(/\d[kM]?\s*→\s*\d/.test(seen.receipt) ? [] : ["the receipt has no tokens"]),
      ...(/\$\d/.test(seen.receipt) && /reported|computed/.test(seen.receipt)
        ? []
        : ["the receipt has no cost"]),
    ];
    console.log(
      `Ran ${spec}\n  model    ${seen.model}\n  answer   ${seen.letters} letters\n  receipt  ${seen.receipt}`,
    );
    if (problems.length === 0) return 0;
    console.error(`The check failed: ${problems.join("; ")}.`);
  } catch (error) {
    console.error(`The check failed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file, timeout: 10_000 }).then(
      () => console.log(`Screenshot: ${file}`),
      (error) => console.error(`No screenshot: ${String(error)}`),
    );
  }
  return 1;
}

/** @param {string} folder */
function exampleSpec(folder) {
  if (existsSync(path.join(folder, "checkout.md"))) return "checkout.md";
  const first = readdirSync(folder).find((name) => name.endsWith(".md"));
  if (first === undefined) throw new SetupError("There is no Markdown file in examples/.");
  return first;
}
