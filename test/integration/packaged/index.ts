import { runSuite } from "../runSuite";

/** VS Code calls this; the tests lie beside it. The extension is installed from its VSIX, not under development. */
export function run(): Promise<void> {
  return runSuite(__dirname);
}
