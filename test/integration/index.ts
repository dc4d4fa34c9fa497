import { runSuite } from "./runSuite";

/** VS Code calls this; the tests lie beside it. */
export function run(): Promise<void> {
  return runSuite(__dirname);
}
