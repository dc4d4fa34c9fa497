import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createRunRecord } from "../../src/core/records/createRunRecord";
import { recordPath } from "../../src/core/records/recordPath";
import type { ProviderConfig } from "../../src/core/providers/providerConfig";
import type { RunStatus } from "../../src/core/run/runResult";
import { answerOfWords } from "../gateway/answerOfWords";
import { pickFrom } from "../gateway/pickFrom";
import { seededRandom } from "../gateway/seededRandom";

/** Stands in exactly one answer, about the middle of all records by their age. */
export const RARE_WORD = "quetzalcoatlus";
/** Records of the newest day: more than the view shows of a group at first. */
const NEWEST_DAY = 300;
const SPECS = ["checkout", "refunds", "การคืนเงิน", "login", "search", "export-data", "ตรวจรหัส", "import"];
const SMALLEST = 2_000;
const LARGEST = 200_000;
const DAY_MS = 86_400_000;
const PROVIDER: ProviderConfig = {
  id: "kilocode",
  displayName: "Kilo Code",
  kind: "kilocode",
  baseUrl: "http://127.0.0.1/api/openrouter",
  enabled: true,
};

/**
 * Records as runs write them, of 2 to 200 KB (small ones are many), in English and Thai, over about 300 days; of a hundred
 * one is cut in the middle and one says that a later version wrote it. `now`: of the newest, in milliseconds since 1970.
 */
export async function writeRecords(
  folder: string,
  count: number,
  { seed, now }: { readonly seed: number; readonly now: number },
): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  const random = seededRandom(seed);
  const pools = (["en", "th"] as const).map((language) => answerOfWords(30_000, language, random));
  const rare = Math.floor(count / 2);
  const files: string[] = [];
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const { path: name, json } = await record(index, count, { random, pools, now, isRare: index === rare });
    const text =
      index % 100 === 41
        ? json.slice(0, Math.floor(json.length * random()))
        : index % 100 === 73
          ? json.replace('"version": 1', '"version": 99')
          : json;
    const file = path.join(folder, name);
    if (index === 0) await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    files.push(file);
    bytes += Buffer.byteLength(text);
  }
  return { files, bytes };
}

async function record(
  index: number,
  count: number,
  {
    random,
    pools,
    now,
    isRare,
  }: {
    readonly random: () => number;
    readonly pools: readonly string[];
    readonly now: number;
    readonly isRare: boolean;
  },
): Promise<{ readonly path: string; readonly json: string }> {
  const size = SMALLEST * (LARGEST / SMALLEST) ** random();
  const part = (characters: number) => {
    const pool = pickFrom(pools, random);
    const start = Math.floor(random() * Math.max(1, pool.length - characters));
    return pool.slice(start, start + characters);
  };
  const startedAt =
    index < NEWEST_DAY
      ? now - index * 1000
      : now - DAY_MS - ((index - NEWEST_DAY) / Math.max(1, count - NEWEST_DAY)) * 300 * DAY_MS;
  const id = `${index.toString(16).padStart(6, "0")}-0000-4000-8000-${seedDigits(random)}`;
  const spec = `docs/${pickFrom(SPECS, random)}.md`;
  const text = part(size / 3);
  const status: RunStatus = pickFrom(["completed", "completed", "completed", "incomplete", "failed"], random);
  const run = {
    id,
    startedAt,
    spec: { path: spec },
    text,
    files: [],
    git: { commit: "0123456789abcdef0123456789abcdef01234567", branch: "main" },
    provider: PROVIDER,
    request: {
      modelId: "anthropic/claude-sonnet-4.5",
      messages: [{ role: "user" as const, content: text }],
      temperature: 0.7,
      maxTokens: 4000,
    },
    model: undefined,
    result: {
      status,
      text: status === "failed" ? "" : `${part(size / 3)}${isRare ? `\n\n${RARE_WORD}\n` : ""}`,
      provider: PROVIDER.id,
      model: "anthropic/claude-sonnet-4.5",
      usage: { promptTokens: 1200, completionTokens: 540, cachedPromptTokens: 0, reasoningTokens: 0 },
      cost: { kind: "reported" as const, usd: 0.0118 },
      timing: { totalMs: 9400 },
      attempts: [{ provider: PROVIDER.id, model: "anthropic/claude-sonnet-4.5" }],
    },
  };
  const made = await createRunRecord(run, (one) => one);
  return { path: recordPath(spec, startedAt, id), json: `${JSON.stringify(made, undefined, 2)}\n` };
}

function seedDigits(random: () => number): string {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, "0");
}
