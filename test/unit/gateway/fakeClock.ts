import type { GatewayClock } from "../../../src/gateway/gatewayClock";

interface Alarm {
  readonly atMs: number;
  readonly call: () => void;
}

/** Time that passes only when it is told to. */
export class FakeClock implements GatewayClock {
  readonly #alarms = new Set<Alarm>();
  #awakeMs = 0;
  #asleepMs = 0;

  now(): number {
    return 1_790_000_000_000 + this.#awakeMs + this.#asleepMs;
  }

  after(ms: number, call: () => void): () => void {
    const alarm: Alarm = { atMs: this.#awakeMs + ms, call };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** How many timers are running. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Lets time pass, and everything happen that follows from it. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#awakeMs + ms;
    for (;;) {
      await turn();
      const next = [...this.#alarms].toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > endMs) break;
      this.#alarms.delete(next);
      // One that expired in the machine's sleep comes late.
      this.#awakeMs = Math.max(this.#awakeMs, next.atMs);
      next.call();
    }
    this.#awakeMs = Math.max(this.#awakeMs, endMs);
    await turn();
  }

  /** The machine sleeps: its timers stand still, or are all overdue when it wakes up. */
  sleep(ms: number, timers: "stand still" | "expire"): void {
    if (timers === "expire") this.#awakeMs += ms;
    else this.#asleepMs += ms;
  }
}

/** Everything that is ready to happen happens. */
export async function turn(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => void setImmediate(resolve));
}
