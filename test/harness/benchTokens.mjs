// `npm run bench:tokens`: how far estimated token counts are from real encoders, before and after learning from runs, and how
// long counting takes. For reading; the bounds are tested by `npm test`.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runToEnd } from "./runToEnd.mjs";
import { setUp } from "./setUp.mjs";

await runToEnd(async () => {
  await setUp(import.meta.url);
  const { build } = await import("./build.mjs");
  await build();
  const { outFolder, projectRoot } = await import("./projectPaths.mjs");
  const { reportErrors, timeMegabyte } = await import(
    pathToFileURL(path.join(outFolder, "test", "tokens", "reportErrors.js")).href
  );
  const corpus = path.join(projectRoot, "test", "fixtures", "corpus");
  console.log(reportErrors(corpus, 1));
  console.log(`\nCounting 1 MB of these texts: ${timeMegabyte(corpus).toFixed(1)} ms (median of 15)`);
  return 0;
});
