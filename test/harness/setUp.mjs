import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./ensureDependencies.mjs";
import { runUnderProjectNode } from "./runUnderProjectNode.mjs";

/**
 * The steps that come before everything else, on a fresh clone too: dependencies, then a Node that is new enough. Until
 * it returns a program may only import what Node 18 has built in, and what needs more by a dynamic import afterwards.
 * @param {string} programUrl `import.meta.url` of the program
 */
export async function setUp(programUrl) {
  await ensureDependencies();
  await runUnderProjectNode(fileURLToPath(programUrl));
}
