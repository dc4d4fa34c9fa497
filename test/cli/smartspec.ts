import { spawn } from "node:child_process";
import path from "node:path";

/** Tests run from the repository's root. */
export const program = path.resolve("dist", "cli.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd: string;
  /** On top of an environment without any key, address or language. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another program with its own arguments, such as one that plays a terminal. */
  readonly through?: (command: readonly string[]) => readonly string[];
  /** Called with everything on one of the streams so far. */
  readonly onOutput?: (seen: { readonly stdout: string; readonly stderr: string }, call: Call) => void;
}

export interface Call {
  kill(signal: NodeJS.Signals): void;
  /** Stops reading the answer, as `head` does. */
  closeStdout(): void;
}

/** Calls the built command line as a shell would, and waits for its end. */
export function smartspec(
  args: readonly string[],
  { cwd, env = {}, through = (command) => command, onOutput }: CallOptions,
): Promise<Ended> {
  const [command = "", ...rest] = through([process.execPath, program, ...args]);
  return new Promise((resolve, reject) => {
    const { PATH, SystemRoot, TEMP } = process.env;
    const child = spawn(command, rest, {
      cwd,
      env: {
        PATH,
        ...(SystemRoot && { SystemRoot, TEMP }),
        HOME: cwd,
        TERM: "xterm",
        LANG: "C.UTF-8",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const seen = { stdout: "", stderr: "" };
    const call: Call = {
      kill: (signal) => child.kill(signal),
      closeStdout: () => child.stdout.destroy(),
    };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8");
      child[name].on("data", (text: string) => {
        seen[name] += text;
        onOutput?.(seen, call);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...seen }));
  });
}
