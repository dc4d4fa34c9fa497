import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { outFolder, projectRoot } from "../harness/projectPaths.mjs";

/**
 * Fuzzes every target for its share of the time, then measures how their times grow.
 * @param {{ minutes: number, seed: number }} options
 * @returns {Promise<number>} exit code
 */
export async function runFuzz({ minutes, seed }) {
  const load = (/** @type {string} */ name) =>
    import(pathToFileURL(path.join(outFolder, "test", "fuzz", name)).href);
  const { fuzzTarget, fuzzTargets } = await load("fuzz.js");
  const { measureScaling, MOST_RATIO } = await load("scaling.js");
  // Corpora are read from the checkout.
  process.chdir(projectRoot);
  const targets = fuzzTargets();
  const shareMs = (minutes * 60_000) / targets.length;
  console.log(`${targets.length} targets, ${minutes} minutes, seed ${seed}\n`);
  const failures = [];
  let total = 0;
  for (const target of targets) {
    const deadline = Date.now() + shareMs;
    const result = await fuzzTarget(target, seed, () => Date.now() < deadline);
    total += result.cases;
    failures.push(...result.failures);
    console.log(
      `${target.name.padEnd(24)}${String(result.cases).padStart(9)} inputs${String(result.failures.length).padStart(4)} failures`,
    );
    for (const failure of result.failures) report(failure);
  }
  console.log(`\nTime for 4 times as much (4 = linear, 16 = square)`);
  const slow = [];
  for (const target of targets) {
    for (const scaling of await measureScaling(target)) {
      const { shape, size, ms, ratio } = scaling;
      console.log(
        `${target.name.padEnd(24)}${shape.padEnd(32)}${String(size).padStart(8)} characters${ms.toFixed(1).padStart(8)} ms  × ${ratio.toFixed(1)}${ratio > MOST_RATIO ? "  TOO SLOW" : ""}`,
      );
      if (ratio > MOST_RATIO) slow.push(scaling);
    }
  }
  console.log(
    `\n${total} inputs, ${failures.length} failures, ${slow.length} shapes that take more than linear time`,
  );
  return failures.length + slow.length > 0 ? 1 : 0;
}

/** Keeps the input, so that it can be made a test.
 * @param {import("./fuzz").FuzzFailure} failure */
function report({ target, seed, input, error }) {
  const folder = path.join(outFolder, "fuzz");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${target.replaceAll(" ", "-")}-${seed}.json`);
  writeFileSync(file, JSON.stringify({ target, seed, input, error: String(error) }, undefined, 2));
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.log(`FAILED ${target}, seed ${seed}: ${reason.slice(0, 1200)}`);
  console.log(
    `  input ${JSON.stringify(input).slice(0, 400)}\n  kept in ${path.relative(projectRoot, file)}`,
  );
}
