import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this harness belongs to. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** What is fetched once and kept between runs: the VS Code server and the data of `npm start`. Not committed. */
export const cacheFolder = path.join(projectRoot, ".vscode-test");

/** What the build of the tests and the tests themselves write. Not committed. */
export const outFolder = path.join(projectRoot, "out");
