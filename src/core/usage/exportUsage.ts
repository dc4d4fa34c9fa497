import type { UsageRow } from "./usageReport";

/** Columns of the exports, in their order; the same names in both formats. */
const columns = [
  "at",
  "spec",
  "provider",
  "model",
  "servedBy",
  "hop",
  "status",
  "expectedUsd",
  "costUsd",
  "costKind",
  "listUsd",
  "promptTokens",
  "completionTokens",
  "totalMs",
] as const;

type Column = (typeof columns)[number];
type Cells = Readonly<Record<Column, string | number | undefined>>;

/** RFC 4180 with a byte order mark, without which spreadsheets take Thai for something else. */
export function usageCsv(rows: readonly UsageRow[]): string {
  const lines = rows.map(cellsOf).map((cells) => columns.map((column) => csvCell(cells[column])).join(","));
  return `\uFEFF${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

/** One object per run; what is not known is absent. */
export function usageJson(rows: readonly UsageRow[]): string {
  return `${JSON.stringify(rows.map(cellsOf), null, 2)}\n`;
}

function cellsOf(row: UsageRow): Cells {
  const { cost } = row;
  return {
    at: new Date(row.at).toISOString(),
    spec: row.spec,
    provider: row.provider,
    model: row.model,
    servedBy: row.servedBy,
    hop: row.hop,
    status: row.status,
    expectedUsd: row.expectedUsd,
    // An unknown cost is an empty cell, never 0.
    costUsd: cost === undefined || cost.kind === "unknown" ? undefined : cost.usd,
    costKind: cost?.kind,
    listUsd: row.differingUsd,
    promptTokens: row.promptTokens,
    completionTokens: row.completionTokens,
    totalMs: row.totalMs,
  };
}

/** Names come from outside: one that begins like a formula is marked as text, or a spreadsheet would run it. */
function csvCell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return plainNumber(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Without an exponent, which spreadsheets read differently. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(18).replace(/\.?0+$/, "") : text;
}
