import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What a conversation file says about one turn. */
export interface KeptTurn {
  readonly text: string;
  readonly reasoning: string;
  readonly isFinished: boolean;
  /** The phase it was in when the user pressed Stop; absent when nobody did. */
  readonly stoppedIn?: string;
}

/**
 * The turns of the conversations below a folder that were written to since then, by the name of the run that stands in
 * their prompt. Reads the lines itself, so that what the product's own reader overlooks is noticed.
 */
export function readKeptTurns(folder: string, sinceMs: number): ReadonlyMap<string, KeptTurn> {
  const kept = new Map<string, KeptTurn>();
  for (const file of conversationFiles(folder, sinceMs)) {
    const seen = new Set<string>();
    const byId = new Map<string, KeptTurn & { readonly prompt: string; readonly phase: string }>();
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const action = parse(line);
      // A write that failed in the middle and was done again has its lines there twice.
      const place = `${action?.by} ${action?.n}`;
      if (action === undefined || (action.by !== undefined && seen.has(place))) continue;
      seen.add(place);
      if (action.type === "turn-added") {
        const { id, promptText, phase } = action.turn;
        byId.set(id, { text: "", reasoning: "", isFinished: false, prompt: promptText, phase });
        continue;
      }
      const turn = byId.get(action.turnId);
      if (turn === undefined) continue;
      const phase = action.change?.phase ?? (action.type === "hop-started" ? "sending" : turn.phase);
      const hasStopped = phase === "stopping" && turn.phase !== "stopping";
      byId.set(action.turnId, {
        ...turn,
        text: turn.text + (action.text ?? ""),
        reasoning: turn.reasoning + (action.reasoning ?? ""),
        isFinished: turn.isFinished || action.type === "turn-finished",
        phase: turn.phase === "stopping" ? turn.phase : phase,
        ...(hasStopped && { stoppedIn: turn.phase }),
      });
    }
    for (const { prompt, ...turn } of byId.values()) kept.set(prompt.split("\n")[0] ?? "", turn);
  }
  return kept;
}

interface Line {
  readonly by?: string;
  readonly n?: number;
  readonly type: string;
  readonly turnId: string;
  readonly turn: { readonly id: string; readonly promptText: string; readonly phase: string };
  readonly change?: { readonly phase?: string };
  readonly text?: string;
  readonly reasoning?: string;
}

function parse(line: string): Line | undefined {
  try {
    return line.trim() === "" ? undefined : (JSON.parse(line) as Line);
  } catch {
    return undefined;
  }
}

function conversationFiles(folder: string, sinceMs: number): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /[\\/]conversations[\\/][^\\/]+\.jsonl$/.test(`/${name}`))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).mtimeMs >= sinceMs);
}
