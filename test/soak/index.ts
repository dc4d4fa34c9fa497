import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { soak, type SoakOptions } from "./soakRuns";

/** VS Code calls this; `npm run soak` waits for it and judges the report. */
export async function run(): Promise<void> {
  const given = process.env["SMARTSPEC_SOAK"];
  if (given === undefined) throw new Error("The options of the soak are missing.");
  const { reportFile, ...options } = JSON.parse(given) as SoakOptions & { readonly reportFile: string };
  const report = await soak(options, (line) => console.log(line));
  mkdirSync(path.dirname(reportFile), { recursive: true });
  writeFileSync(reportFile, JSON.stringify(report));
  console.log("@@totals 1 0 0");
}
