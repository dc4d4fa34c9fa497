// `npm run bench:records [-- --records N] [-- --rounds N]`: how long the runs view, its search and the command line take with
// thousands of records, in a real extension host and in plain Node. For reading: the figures depend on the machine.
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { runToEnd } from "./runToEnd.mjs";
import { setUp } from "./setUp.mjs";

await runToEnd(
  async (defer) => {
    await setUp(import.meta.url);
    const { values } = parseArgs({
      options: { records: { type: "string", default: "10000" }, rounds: { type: "string", default: "3" } },
    });
    const [records, rounds] = [Number(values.records), Number(values.rounds)];
    const { build } = await import("./build.mjs");
    await build();
    const { outFolder, projectRoot } = await import("./projectPaths.mjs");
    const { runInVsCode } = await import("./runInVsCode.mjs");
    const load = (/** @type {string} */ name) =>
      import(pathToFileURL(path.join(outFolder, "test", name)).href);
    const scratch = mkdtempSync(path.join(os.tmpdir(), "smartspec-bench-"));
    defer(() => rmSync(scratch, { recursive: true, force: true }));

    const { writeRecords } = await load("bench/writeRecords.js");
    const { median } = await load("bench/figures.js");
    const { readAllRecords } = await load("bench/readAllRecords.js");
    const { files } = await writeRecords(scratch, records, { seed: 1, now: Date.now() });
    const sizes = files.map((/** @type {string} */ file) => statSync(file).size);
    const total = sizes.reduce((/** @type {number} */ sum, /** @type {number} */ size) => sum + size, 0);
    console.log(
      `${records} records, ${(total / 1e6).toFixed(0)} MB, half of them below ${(median(sizes) / 1e3).toFixed(0)} KB`,
    );
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await readAllRecords(scratch);
      times.push(performance.now() - start);
    }
    console.log(
      `plain Node, all read one after the other, as --replay-from does: ${median(times).toFixed(0)} ms`,
    );

    const file = path.join(scratch, "figures.json");
    process.env.SMARTSPEC_VSCODE_LIMIT_MS = String(15 * 60_000);
    const totals = await runInVsCode({
      testsPath: path.join(outFolder, "test", "bench", "index.js"),
      extensionPath: projectRoot,
      env: () => ({ SMARTSPEC_BENCH: JSON.stringify({ records, rounds, file }) }),
    });
    if (totals.failed > 0) return 1;
    console.log(`\nIn a real extension host, medians of ${rounds} rounds:`);
    console.log(
      `${"".padEnd(36)}${["ms", "longest block", "CPU ms", "reads"].map((head) => head.padStart(15)).join("")}`,
    );
    for (const { name, ms, blockMs, cpuMs, reads } of JSON.parse(readFileSync(file, "utf8"))) {
      const cells = ms === 0 ? [] : [ms, blockMs, cpuMs, reads];
      console.log(name.padEnd(36) + cells.map((cell) => cell.toFixed(0).padStart(15)).join(""));
    }
    return 0;
  },
  { limitMs: 20 * 60_000 },
);
