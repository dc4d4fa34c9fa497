import { readdirSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

/**
 * Runs the built tests of one folder inside the extension host. The last line it prints is for the harness, which adds the
 * numbers up.
 * @throws when a test failed or there is none, so that VS Code ends with an exit code that says so
 */
export async function runSuite(folder: string): Promise<void> {
  const mocha = new Mocha({ timeout: 60_000, color: false, forbidOnly: process.env["CI"] !== undefined });
  const names = readdirSync(folder).filter((name) => name.endsWith(".test.js"));
  if (names.length === 0) throw new Error(`There is no test in ${folder}.`);
  for (const name of names.toSorted()) mocha.addFile(path.join(folder, name));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run((count) => {
      console.log(`@@totals ${runner.stats?.passes ?? 0} ${count} ${runner.stats?.pending ?? 0}`);
      resolve(count);
    });
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
