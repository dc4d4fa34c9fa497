import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { runSetupCommand } from "./runCommand.mjs";
import { SetupError } from "./setupError.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a Chromium and leaves its path in `CHROME_PATH` for everything that is started later. As root on Debian what is
 * missing is installed, with a font for Thai; anywhere else the person at the terminal is told what to do.
 * @returns {Promise<string>} path of the executable
 */
export async function ensureChromium() {
  let chromium = findChromium();
  const missing = [
    ...(chromium === undefined ? ["chromium"] : []),
    ...(lacksThaiFont() ? ["fonts-thai-tlwg"] : []),
  ];
  if (missing.length > 0 && canInstall()) {
    console.log(`Installing ${missing.join(" and ")} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runSetupCommand("Reading Debian's package list", "apt-get", ["update"], { env });
    await runSetupCommand(`Installing ${missing.join(" and ")}`, "apt-get", ["install", "-y", ...missing], {
      env,
    });
    chromium = findChromium();
  } else if (missing.includes("fonts-thai-tlwg")) {
    console.warn("No font for Thai is installed: Thai text will show as boxes in screenshots.");
  }
  if (chromium === undefined) {
    throw new SetupError(
      "No Chromium was found: install one (on Debian: apt-get install chromium fonts-thai-tlwg) or set CHROME_PATH to yours.",
    );
  }
  process.env.CHROME_PATH = chromium;
  return chromium;
}

function findChromium() {
  const given = process.env.CHROME_PATH;
  if (given !== undefined && given !== "") {
    if (isExecutable(given)) return given;
    throw new SetupError(`CHROME_PATH is set to ${given}, which is not a program.`);
  }
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...places].find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Only asked where fontconfig decides, which is Linux. */
function lacksThaiFont() {
  if (process.platform !== "linux") return false;
  try {
    return execFileSync("fc-list", [":lang=th"], { encoding: "utf8" }).trim() === "";
  } catch {
    return !existsSync("/usr/share/fonts/truetype/tlwg");
  }
}
