import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildCatalogue } from "../gateway/catalogue";
import { faults } from "../gateway/faults";
import { createState } from "../gateway/gatewayState";
import { route } from "../gateway/route";

/** Inputs to begin with, as real and made-up servers, files and people write them. */
export interface Corpora {
  /** Bodies of chat answers, streamed and whole, one character for each byte. */
  readonly answers: readonly string[];
  /** Bodies of failed requests. */
  readonly errors: readonly string[];
  readonly modelLists: readonly unknown[];
  readonly endpointLists: readonly unknown[];
  readonly accounts: readonly unknown[];
  /** Texts people write, in Markdown. */
  readonly documents: readonly string[];
}

const ROOT = "test/fixtures";

export function loadCorpora(): Corpora {
  const wire = readdirSync(path.join(ROOT, "wire")).map((name) => ({
    name,
    text: readFileSync(path.join(ROOT, "wire", name), "latin1"),
  }));
  const samples = (start: string): readonly string[] =>
    wire.filter(({ name }) => name.startsWith(start)).map(({ text }) => text);
  const replies = faults.map(({ name }) => replyOf(`fault/${name}`, name !== "huge"));
  const lists = ["/api/openrouter", "/api/v1", "/v1"].map((prefix) =>
    parsed(bodyOf("GET", `${prefix}/models`, "")),
  );
  return {
    answers: [
      ...samples("stream"),
      ...replies.filter(({ status }) => status === 200).map(({ body }) => body),
    ],
    errors: [
      ...samples("errors").flatMap((text) =>
        (JSON.parse(text) as { body: unknown }[]).map(({ body }) => asText(body)),
      ),
      ...replies.filter(({ status }) => status !== 200).map(({ body }) => body),
    ],
    // A few rows each: a mutation must not be lost among hundreds that stay as they are.
    modelLists: [...samples("models").map(parsed), ...lists.map(firstRows)],
    endpointLists: samples("endpoints").map(parsed),
    accounts: ["/api/profile", "/api/profile/balance", "/api/defaults", "/api/v1/key"].map((route_) =>
      parsed(bodyOf("GET", route_, "")),
    ),
    documents: ["workspace", "tokens"].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(path.join(ROOT, folder, name), "utf8").slice(0, 5000)),
    ),
  };
}

function replyOf(model: string, stream: boolean): { readonly status: number; readonly body: string } {
  const request = { model, stream, messages: [{ role: "user", content: stream ? "# A\n\nSay it." : "Hi" }] };
  return play("POST", "/api/openrouter/chat/completions", JSON.stringify(request));
}

function bodyOf(method: string, url: string, text: string): string {
  return play(method, url, text).body;
}

/** What the local gateway would write, without a socket, to the point where it falls silent. */
function play(method: string, url: string, text: string): { readonly status: number; readonly body: string } {
  const state = createState({
    origin: "http://127.0.0.1:1",
    catalogue: buildCatalogue(0),
    validKeys: ["kilo_test_key"],
    slowFirstTokenMs: 0,
    commentIntervalMs: 1,
  });
  const { steps } = route(
    {
      method,
      path: url,
      headers: { authorization: "Bearer kilo_test_key" },
      text,
      body: text === "" ? undefined : JSON.parse(text),
      at: 0,
      outcome: Promise.resolve("finished"),
    },
    state,
  );
  let status = 200;
  const chunks: Buffer[] = [];
  for (const step of steps) {
    if (step.do === "head") status = step.status;
    if (step.do === "write" || step.do === "repeat") chunks.push(Buffer.from(step.bytes));
    if (step.do === "repeat" || step.do === "hold" || step.do === "cut") break;
  }
  return { status, body: Buffer.concat(chunks).subarray(0, 16_000).toString("latin1") };
}

function firstRows(list: unknown): unknown {
  const rows = (list as { data?: unknown[] }).data ?? [];
  return { data: rows.slice(0, 6) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function asText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
