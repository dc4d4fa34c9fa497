/** Entry of the command line. */
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { exitCodes } from "./exitCode";
import { runProgram } from "./runProgram";
import type { Terminal, TerminalStream } from "./terminal";

const stop = new AbortController();
/** Whoever read the answer has gone: nothing more is to be said. */
let isReaderGone = false;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // The second time nothing is waited for.
    if (stop.signal.aborted) process.exit(exitCodes.cancelled);
    stop.abort();
  });
}
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isReaderGone = true;
    stop.abort();
  });
}

const terminal: Terminal = {
  environment: process.env,
  folder: process.cwd(),
  out: streamOf(process.stdout),
  err: streamOf(process.stderr),
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
};

runProgram(process.argv.slice(2), {
  terminal,
  signal: stop.signal,
  bundles: __dirname,
  l10n: path.join(__dirname, "..", "l10n"),
})
  .then((code) => leave(code))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return leave(exitCodes.failed);
  });

/** Ends at once when everything is written: a connection that is kept for later would hold the program up. */
async function leave(code: number): Promise<void> {
  process.exitCode = code;
  if (isReaderGone) process.exit();
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write("", resolve))),
  );
  process.exit();
}

function streamOf(stream: NodeJS.WriteStream): TerminalStream {
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
    write: (text) => {
      if (!isReaderGone) stream.write(text);
    },
  };
}

async function ask(question: string, signal: AbortSignal): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // In a terminal the reader gets Ctrl-C in our place.
  reader.on("SIGINT", () => process.emit("SIGINT"));
  try {
    return await reader.question(question, { signal });
  } finally {
    reader.close();
  }
}
