import path from "node:path";

/**
 * How to call the npm that runs us, or the one on the PATH when none does.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv }} the environment of a call that has nothing to do
 *   with this project: npm hands each script the project's own folder and package as variables, and a nested npm believes them.
 */
export function npmCommand(args) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_|command$)|^INIT_CWD$/i.test(name),
    ),
  );
  const cli = process.env.npm_execpath;
  // Other package managers set the same variable to themselves.
  if (cli !== undefined && /^npm(-cli)?\.(c?js)$/.test(path.basename(cli))) {
    return { command: process.env.npm_node_execpath ?? process.execPath, args: [cli, ...args], env };
  }
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [...args], env };
}
