// A process of its own for the tests that run in plain Node: `runMocha.mjs TIMEOUT_MS FILE…`. Ends with the totals line.
import path from "node:path";
import Mocha from "mocha";

const [timeout, ...files] = process.argv.slice(2);
const mocha = new Mocha({ timeout: Number(timeout), forbidOnly: process.env.CI !== undefined });
for (const file of files) mocha.addFile(path.resolve(file));
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  const { passes = 0, pending = 0 } = runner.stats ?? {};
  console.log(`@@totals ${passes} ${failures} ${pending}`);
  // A handle that a test left open must not keep the whole run waiting.
  process.exit(failures > 0 ? 1 : 0);
});
