import type { RunStatus } from "../core/run/runResult";

/** A shape of its own for each way a run can end. */
export const statusIcons = {
  completed: { name: "pass", tone: "ok" },
  incomplete: { name: "warning", tone: "warn" },
  failed: { name: "error", tone: "bad" },
  cancelled: { name: "circle-slash" },
} as const satisfies Record<RunStatus, { readonly name: string; readonly tone?: string }>;
