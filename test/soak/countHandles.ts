import { readdirSync, readlinkSync } from "node:fs";
import { queryObjects, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { MemorySample } from "./soakReport";

/** Things of one kind and how many of them there are. */
export type Counts = Readonly<Record<string, number>>;

export interface Handles {
  /** What keeps the process alive, by Node's own names: timers, sockets, watchers. */
  readonly resources: Counts;
  /** Open file descriptors by what they lead to; empty where the system does not tell. */
  readonly descriptors: Counts;
}

export function countHandles(): Handles {
  return { resources: counted(process.getActiveResourcesInfo()), descriptors: counted(descriptorKinds()) };
}

/**
 * The fewest of each kind seen in a while: what comes and goes on its own (another extension's timer, a connection that is
 * kept for the next request) is no leak. Looks until nothing is above `wanted`, or `limitMs` has passed.
 */
export async function settledHandles(limitMs: number, wanted?: Handles): Promise<Handles> {
  const deadline = Date.now() + limitMs;
  let least = countHandles();
  while (Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = countHandles();
    least = {
      resources: fewest(least.resources, now.resources),
      descriptors: fewest(least.descriptors, now.descriptors),
    };
    if (wanted !== undefined && Object.keys(grown(wanted, least)).length === 0) break;
  }
  return least;
}

/** What there is more of, and how many. */
export function grown(before: Handles, after: Handles): Counts {
  const differences = (["resources", "descriptors"] as const).flatMap((group) =>
    Object.entries(after[group]).map(([kind, count]) => [kind, count - (before[group][kind] ?? 0)] as const),
  );
  return Object.fromEntries(differences.filter(([, count]) => count > 0));
}

/** Objects that every run makes some of, and that nobody may keep. `Function` stands for the closures of listeners. */
export function countObjects(): Counts {
  const AsyncGenerator = Object.assign(() => undefined, {
    prototype: Object.getPrototypeOf(async function* () {}.prototype) as object,
  });
  const kinds = {
    AbortController,
    AbortSignal,
    ReadableStream,
    ReadableStreamDefaultReader,
    Response,
    Headers,
    TextDecoder,
    AsyncGenerator,
    Function,
  };
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      queryObjects(kind as () => void, { format: "count" }),
    ]),
  );
}

/** What is in use when everything that nobody holds is gone. */
export async function measureMemory(): Promise<Pick<MemorySample, "heap" | "rss" | "functions">> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round++) {
    collect();
    // What was only waiting for its finalizer goes with the next round.
    await new Promise((resolve) => void setImmediate(resolve));
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss, functions: queryObjects(Function, { format: "count" }) };
}

function descriptorKinds(): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${descriptor}`);
      // `/proc` itself is open while it is read.
      if (target.startsWith("/proc/")) return [];
      return [`${/^(\w+):/.exec(target)?.[1] ?? "file"} descriptor`];
    } catch {
      // Closed between the two calls.
      return [];
    }
  });
}

function counted(kinds: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function fewest(one: Counts, other: Counts): Counts {
  const kinds = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...kinds].map((kind) => [kind, Math.min(one[kind] ?? 0, other[kind] ?? 0)]));
}
