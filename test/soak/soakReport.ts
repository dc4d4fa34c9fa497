import { type Counts, grown, type Handles } from "./countHandles";

/** How one run ended, for the comparison with what the gateway wrote. */
export interface EndedRun {
  readonly name: string;
  readonly status: string;
  readonly code?: string;
  readonly length: number;
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
}

export interface MemorySample {
  /** Runs that had ended. */
  readonly runs: number;
  readonly heap: number;
  readonly rss: number;
  /** Closures, those of listeners among them. */
  readonly functions: number;
}

/** Everything a soak saw. Plain JSON. */
export interface SoakReport {
  readonly seed: number;
  readonly runs: readonly EndedRun[];
  /** By where the run was when it was stopped. */
  readonly stops: Counts;
  /** The chat view was closed and opened again. */
  readonly viewReloads: number;
  /** One sentence for each text that differs from what is on disk. */
  readonly losses: readonly string[];
  readonly lostCharacters: number;
  /** Runs that did not end in time. */
  readonly hung: readonly string[];
  /** Warnings of the process, such as too many listeners, and rejections that nobody handled. */
  readonly warnings: readonly string[];
  readonly handles: { readonly before: Handles; readonly after: Handles };
  readonly objects: { readonly before: Counts; readonly after: Counts };
  readonly memory: readonly MemorySample[];
}

/** The heap may differ by this much between start and end: caches that fill up, code that is compiled. */
const HEAP_BOUND = 4_000_000;
/** Bytes a run may leave behind on average, once the first ones are over. */
const SLOPE_BOUND = 2_000;
/** Closures a run may leave behind on average: a listener that is not removed is at least one. */
const FUNCTIONS_PER_RUN = 0.5;
/** Closures of code that is loaded by its first use. */
const FUNCTIONS_LOADED = 2_500;
/** With fewer samples a line through them says nothing. */
const FEWEST_SAMPLES = 5;
/** Of everything else a handful may be kept, whatever the number of runs. */
const OBJECTS_KEPT = 12;

/**
 * Growth per run: the median of the slopes between any two samples, without the first, after which code is still loaded.
 * Of a step that happens once, and of a sample that is off, nothing is seen in it.
 */
function slopeOf(samples: readonly MemorySample[], measure: "heap" | "functions"): number {
  const points = samples.slice(1);
  const slopes = points
    .flatMap((one, index) =>
      points
        .slice(index + 1)
        .filter(({ runs }) => runs > one.runs)
        .map((other) => (other[measure] - one[measure]) / (other.runs - one.runs)),
    )
    .toSorted((one, other) => one - other);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}

/** Handles and objects that were left, by kind. */
export function leaksOf({ handles, objects }: SoakReport): Counts {
  const kept = Object.entries(objects.after).map(
    ([kind, count]) => [kind, count - (objects.before[kind] ?? 0)] as const,
  );
  const mayKeep = (kind: string): number => (kind === "Function" ? FUNCTIONS_LOADED : OBJECTS_KEPT);
  return {
    ...grown(handles.before, handles.after),
    ...Object.fromEntries(kept.filter(([kind, count]) => count > mayKeep(kind))),
  };
}

/** What is wrong, in sentences; empty when all is well. */
export function problemsOf(report: SoakReport): readonly string[] {
  const hasSlope = report.memory.length >= FEWEST_SAMPLES;
  const slope = hasSlope ? slopeOf(report.memory, "heap") : 0;
  const closures = hasSlope ? slopeOf(report.memory, "functions") : 0;
  const [first, last] = [report.memory[0]?.heap ?? 0, report.memory.at(-1)?.heap ?? 0];
  return [
    ...report.losses,
    ...report.hung.map((name) => `${name} did not end`),
    ...report.warnings.map((warning) => `warning: ${warning}`),
    ...Object.entries(leaksOf(report)).map(([kind, count]) => `${count} × ${kind} left`),
    ...(last - first > HEAP_BOUND
      ? [`the heap grew by ${megabytes(last - first)} (bound ${megabytes(HEAP_BOUND)})`]
      : []),
    ...(slope > SLOPE_BOUND ? [`each run leaves ${Math.round(slope)} bytes (bound ${SLOPE_BOUND})`] : []),
    ...(closures > FUNCTIONS_PER_RUN
      ? [`each run leaves ${closures.toFixed(2)} closures (bound ${FUNCTIONS_PER_RUN})`]
      : []),
  ];
}

/** The table at the end. `reloads`: of the whole window. */
export function formatReport(report: SoakReport, reloads: number): string {
  const endings = new Map<string, number>();
  for (const { status, code } of report.runs) {
    const ending = code === undefined ? status : `${status}, ${code}`;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  const leaks = Object.entries(leaksOf(report));
  const [first, last] = [report.memory[0], report.memory.at(-1)];
  const rows: readonly (readonly [string, string])[] = [
    ["seed", String(report.seed)],
    ["runs", String(report.runs.length)],
    ...[...endings]
      .toSorted((one, other) => other[1] - one[1])
      .map(([ending, count]) => [`  ${ending}`, String(count)] as const),
    ["stopped", String(totalOf(report.stops))],
    ...Object.entries(report.stops)
      .toSorted((one, other) => other[1] - one[1])
      .map(([phase, count]) => [`  while ${phase}`, String(count)] as const),
    ["reloads", `${report.viewReloads} of the view, ${reloads} of the window in mid-answer`],
    ["lost characters", String(report.lostCharacters)],
    [
      "leaked handles",
      leaks.length === 0 ? "0" : leaks.map(([kind, count]) => `${count} × ${kind}`).join(", "),
    ],
    ["warnings", String(report.warnings.length)],
    [
      "heap after gc",
      `${megabytes(first?.heap)} at start, ${megabytes(last?.heap)} at end (bound +${megabytes(HEAP_BOUND)})`,
    ],
    ["heap per run", `${Math.round(slopeOf(report.memory, "heap"))} bytes (bound ${SLOPE_BOUND})`],
    ["closures per run", `${slopeOf(report.memory, "functions").toFixed(2)} (bound ${FUNCTIONS_PER_RUN})`],
    ["heap samples", report.memory.map(({ heap }) => (heap / 1e6).toFixed(2)).join(" ")],
    ["RSS", `${megabytes(first?.rss)} at start, ${megabytes(last?.rss)} at end`],
    [
      "objects",
      Object.entries(report.objects.after)
        .map(([kind, count]) => `${kind} ${signed(count - (report.objects.before[kind] ?? 0))}`)
        .join(", "),
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(34)}${value}`).join("\n");
}

function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : String(count);
}

function megabytes(bytes = 0): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
