import { countTokens } from "../../src/core/cost/countTokens";
import { learnedErrors, type LearnedErrors, median, plainErrors, readCorpus } from "./measureErrors";
import { simulatedModels } from "./simulatedTokenizers";

const RUNS = [0, 5, 20, 100];
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Tables for people to read. `corpus`: the folder of texts. */
export function reportErrors(corpus: string, seed: number): string {
  const kinds = readCorpus(corpus);
  const lines = ["Median error without a single run (o200k, cl100k: the families that are fitted)"];
  for (const kind of kinds) {
    const cells = simulatedModels.slice(0, 2).map((model) => {
      const errors = plainErrors(kind, model);
      const worst = Math.max(...errors.map(Math.abs));
      return `${percent(median(errors.map(Math.abs))).padStart(8)} (worst ${percent(worst).padStart(7)})`;
    });
    lines.push(`${kind.name.padEnd(12)}${cells.join("  ")}`);
  }
  for (const model of simulatedModels) {
    lines.push("", `${model.name} (starts as ${model.family}): median error after ${RUNS.join(", ")} runs`);
    lines.push(
      `${"".padEnd(12)}${"the same specs, edited".padStart(36)}   ${"others of that kind".padStart(36)}`,
    );
    for (const kind of kinds) {
      const errors = learnedErrors(kind, model, RUNS, seed);
      const cells = (of: keyof LearnedErrors) =>
        RUNS.map((runs) => percent(median(errors.get(runs)?.[of] ?? [])).padStart(9)).join("");
      lines.push(`${kind.name.padEnd(12)}${cells("again")}   ${cells("fresh")}`);
    }
  }
  return lines.join("\n");
}

/** Median milliseconds for a megabyte (UTF-8) of these texts. */
export function timeMegabyte(corpus: string): number {
  const all = readCorpus(corpus)
    .flatMap(({ texts }) => texts)
    .join("\n");
  const text = all.repeat(Math.ceil(1_000_000 / Buffer.byteLength(all)));
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    countTokens(text, "o200k");
    return performance.now() - start;
  });
  return (median(times) * 1_000_000) / Buffer.byteLength(text);
}
