import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ensureVsCodeServer } from "./ensureVsCodeServer.mjs";
import { listZipEntries } from "./listZipEntries.mjs";
import { npmCommand } from "./npmCommand.mjs";
import { outFolder, projectRoot } from "./projectPaths.mjs";
import { reportCheck } from "./reportCheck.mjs";
import { runCommand, runSetupCommand } from "./runCommand.mjs";
import { runInVsCode } from "./runInVsCode.mjs";
import { sumTotals } from "./totals.mjs";

const maxBytes = 1_000_000;

/** What may be in the file. Everything else is either a mistake or has to be added here knowingly. */
const ships = [
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml)$/,
  /^extension\/(package(\.nls(\.[a-z-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/i,
  /^extension\/dist\/([\w-]+\.js|webview\/[\w-]+\.(js|css|ttf))$/,
  /^extension\/media\/[\w.-]+\.(svg|png|css|md)$/,
  /^extension\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
];

/** What cannot be missing. */
const needed = [
  "package.json",
  "package.nls.json",
  "package.nls.th.json",
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "dist/extension.js",
  "dist/gateway.js",
  "dist/checkWorker.js",
  "dist/cli.js",
  "dist/webview/chat.js",
  "dist/webview/models.js",
  "dist/webview/usage.js",
  "dist/webview/compare.js",
  "dist/webview/uplot.css",
  "dist/webview/codicon.css",
  "dist/webview/codicon.ttf",
  "media/answer.css",
  "media/base.css",
  "media/chat.css",
  "media/compare.css",
  "media/editorView.css",
  "media/models.css",
  "media/usage.css",
  "l10n/bundle.l10n.th.json",
];

/** Builds the VSIX, looks into it, installs it into a real VS Code as a user would, and runs a spec there. */
export async function runPackageTier() {
  const vsix = path.join(projectRoot, "smartspec-kilo.vsix");
  const { command, args } = npmCommand(["run", "--silent", "package"]);
  const packaging = await runCommand(command, args, { cwd: projectRoot });
  const totals = [
    reportCheck("npm run package builds the VSIX", packaging.code === 0 ? [] : [packaging.output]),
  ];
  if (packaging.code !== 0) return sumTotals(totals);

  const entries = listZipEntries(readFileSync(vsix)).filter((name) => !name.endsWith("/"));
  const names = new Set(entries.map((name) => name.toLowerCase()));
  totals.push(
    reportCheck(
      "the VSIX holds only what ships",
      entries.filter((name) => !ships.some((pattern) => pattern.test(name))),
    ),
    reportCheck(
      "the VSIX lacks nothing",
      needed.filter((name) => !names.has(`extension/${name}`.toLowerCase())),
    ),
    reportCheck(
      `the VSIX has at most ${maxBytes} bytes`,
      statSync(vsix).size <= maxBytes ? [] : [`${statSync(vsix).size} bytes`],
    ),
  );

  totals.push(
    await runInVsCode({
      testsPath: path.join(outFolder, "test", "integration", "packaged", "index.js"),
      extensionPath: path.join(projectRoot, "test", "fixtures", "driverExtension"),
      prepare: async ({ userData, extensions }) => {
        const server = await ensureVsCodeServer();
        const where = ["--server-data-dir", userData, "--extensions-dir", extensions];
        const install = [server, "--install-extension", vsix, ...where, "--accept-server-license-terms"];
        await runSetupCommand("Installing the VSIX", process.execPath, install, {});
      },
    }),
  );
  return sumTotals(totals);
}
