import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { outFolder, projectRoot } from "../harness/projectPaths.mjs";
import { runInVsCode } from "../harness/runInVsCode.mjs";
import { reloadWindow } from "./reloadWindow.mjs";

const reportFile = path.join(outFolder, "soak", "report.json");
/** How long the part inside one extension host may take. */
const vsCodeLimitMs = 20 * 60_000;
/** Accounts are looked at up to 75 s after a run whose cost nobody told. */
const settleMs = 95_000;

/**
 * Both parts of the soak: many runs in one extension host, then reloads of a window in mid-answer.
 * @param {{ runs: number, seed: number, reloads: number, defer: (undo: () => unknown) => void }} options
 * @returns {Promise<number>} exit code
 */
export async function runSoak({ runs, seed, reloads, defer }) {
  const load = (/** @type {string} */ name) => import(pathToFileURL(path.join(outFolder, "test", name)).href);
  const { startLocalGateway } = await load("gateway/startLocalGateway.js");
  const { seededRandom } = await load("gateway/seededRandom.js");
  const { formatReport, problemsOf } = await load("soak/soakReport.js");
  const { replayAnswers } = await load("soak/replayAnswers.js");
  const quick = await startLocalGateway({ pace: "instant", slowFirstTokenMs: 300, commentIntervalMs: 50 });
  defer(quick.close);
  const paced = await startLocalGateway({ pace: "realistic" });
  defer(paced.close);

  console.log(`${runs} runs, seed ${seed}`);
  rmSync(reportFile, { force: true });
  process.env.SMARTSPEC_VSCODE_LIMIT_MS = String(vsCodeLimitMs);
  const totals = await runInVsCode({
    testsPath: path.join(outFolder, "test", "soak", "index.js"),
    extensionPath: projectRoot,
    settings: {
      "smartspec.providers": [
        { id: "kilocode", baseUrl: quick.baseUrl },
        { id: "openrouter", baseUrl: `${paced.origin}/api/v1` },
      ],
      "smartspec.promptLogging": "allow",
      "smartspec.timeouts.connectSeconds": 10,
      "smartspec.timeouts.firstTokenSeconds": 5,
      "smartspec.timeouts.idleSeconds": 2,
    },
    env: (userData) => ({
      OPENROUTER_API_KEY: "sk-or-v1-local",
      SMARTSPEC_SOAK: JSON.stringify({
        runs,
        seed,
        userData,
        provider: "kilocode",
        pacedProvider: "openrouter",
        runsPerSample: 50,
        settleMs,
        reportFile,
      }),
    }),
  });
  if (totals.failed > 0 || !existsSync(reportFile)) return 1;
  /** @type {import("./soakReport").SoakReport} */
  const observed = JSON.parse(readFileSync(reportFile, "utf8"));
  const replayed = await replayAnswers(observed.runs, [...quick.requests, ...paced.requests], quick.origin);
  console.log(`${replayed.compared} answers compared with what the gateway writes without the extension`);
  const reloaded =
    reloads === 0
      ? { reloads, lostCharacters: 0, losses: [] }
      : await reloadWindow({ reloads, random: seededRandom(seed), log: (line) => console.log(line) });
  const report = {
    ...observed,
    losses: [...observed.losses, ...replayed.losses, ...reloaded.losses],
    lostCharacters: observed.lostCharacters + replayed.lostCharacters + reloaded.lostCharacters,
  };
  const problems = problemsOf(report);
  console.log(`\n${formatReport(report, reloaded.reloads)}\n`);
  for (const problem of problems.slice(0, 50)) console.log(`PROBLEM: ${problem}`);
  if (problems.length > 0) console.log(`Again with: npm run soak -- --runs ${runs} --seed ${seed}`);
  return problems.length > 0 ? 1 : 0;
}
