import { createHash } from "node:crypto";
import type { RecordedRequest } from "../gateway/requestLog";
import type { EndedRun } from "./soakReport";

/** A stream that says nothing for so long has nothing more to say: without a pace the whole answer comes at once. */
const SILENCE_MS = 1000;
const AT_ONCE = 8;
const COLON = 0x3a;

/**
 * Asks for every answer again, without the extension between, and compares: the gateway gives the same text for the same
 * request. An answer that came to an end must be all that the gateway wrote, one that was stopped a beginning of it.
 * @param origin of a gateway without a pace
 */
export async function replayAnswers(
  runs: readonly EndedRun[],
  requests: readonly RecordedRequest[],
  origin: string,
): Promise<{
  readonly losses: readonly string[];
  readonly lostCharacters: number;
  readonly compared: number;
}> {
  const losses: string[] = [];
  let lostCharacters = 0;
  let compared = 0;
  const waiting = [...runs];
  const work = async (): Promise<void> => {
    for (let run = waiting.pop(); run !== undefined; run = waiting.pop()) {
      const request = requests.findLast(({ text }) => text.includes(`Instruction: ${run?.name}\\n`));
      // Stopped before anything was sent.
      if (request === undefined && run.length === 0) continue;
      const written = request === undefined ? "" : await readAnswer(request, origin);
      compared += 1;
      const missing = run.status === "cancelled" ? 0 : written.length - run.length;
      const isPart = hashOf(written.slice(0, run.length)) === run.hash;
      if (isPart && missing === 0) continue;
      lostCharacters += Math.max(1, Math.abs(missing));
      losses.push(
        `${run.name} (${modelOf(request)}, ${run.status}): the gateway wrote ${written.length} characters, ${run.length} came`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { losses, lostCharacters, compared };
}

async function readAnswer(request: RecordedRequest, origin: string): Promise<string> {
  const abort = new AbortController();
  const { authorization } = request.headers;
  // The conversation goes along: some faults are one only for its first request.
  const session = request.headers["x-kilocode-taskid"];
  const chunks: Uint8Array[] = [];
  let timer = setTimeout(() => abort.abort(), SILENCE_MS);
  let isBroken = false;
  try {
    const response = await fetch(origin + request.path, {
      method: "POST",
      redirect: "manual",
      signal: abort.signal,
      headers: {
        "content-type": "application/json",
        ...(authorization && { authorization }),
        ...(typeof session === "string" && { "x-kilocode-taskid": session }),
      },
      body: request.text,
    });
    if (!response.ok) return "";
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array;
      chunks.push(bytes);
      // Comments alone, however many, are silence as well.
      if (bytes[0] === COLON) continue;
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), SILENCE_MS);
    }
  } catch {
    // The faults that break off or fall silent: what came before counts.
    isBroken = true;
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
  return textOf(Buffer.concat(chunks).toString("utf8"), isBroken);
}

/** A reader of its own, so that a mistake in the product's does not hide itself. */
function textOf(body: string, isBroken: boolean): string {
  const start = body.replace(/^\uFEFF/, "").trimStart();
  if (start.startsWith("{")) return parsedText(start) ?? "";
  const events = start.split(/\r?\n\r?\n/);
  // What stands behind the last blank line is a whole event only where the stream ended in good order.
  if (isBroken) events.pop();
  let text = "";
  for (const event of events) {
    const data = event
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart())
      .join("\n");
    if (data === "" || data.startsWith(":")) continue;
    const piece = data === "[DONE]" ? undefined : parsedText(data);
    if (piece === undefined) break;
    text += piece;
  }
  return text;
}

/** `undefined` for what is no JSON. */
function parsedText(json: string): string | undefined {
  try {
    const { choices } = JSON.parse(json) as { choices?: { delta?: Content; message?: Content }[] };
    return choices?.[0]?.delta?.content ?? choices?.[0]?.message?.content ?? "";
  } catch {
    return undefined;
  }
}

interface Content {
  readonly content?: string | null;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function modelOf(request: RecordedRequest | undefined): string {
  return (request?.body as { model?: string } | undefined)?.model ?? "not sent";
}
