import { fromUnits, toUnits } from "./costOf";

/** One row of `GET /api/profile/usage` (wire 1.6); `total_cost` in millionths of a dollar. */
export interface UsageRow {
  readonly date: string;
  readonly model: string;
  readonly total_cost: number;
  readonly request_count: number;
  readonly total_input_tokens: number;
  readonly total_output_tokens: number;
  readonly total_cache_write_tokens: number;
  readonly total_cache_hit_tokens: number;
}

export interface Booking {
  readonly model: string;
  /** Exact decimal US dollars. */
  readonly usd: string;
  readonly prompt: number;
  readonly completion: number;
  readonly cached: number;
  readonly cacheWrite: number;
}

const OPENING_BALANCE = "12.5";
/** Every request counts for the same made-up day, so that nothing depends on the clock. */
const DAY = "2026-09-24";

/** What the one account behind all accepted keys has spent. */
export class Ledger {
  readonly #bookings: Booking[] = [];

  book(booking: Booking): void {
    this.#bookings.push(booking);
  }

  /** US dollars, exact to the last digit of a double. */
  balance(): number {
    const spent = this.#bookings.reduce((sum, { usd }) => sum + toUnits(usd), 0n);
    return Number(fromUnits(toUnits(OPENING_BALANCE) - spent));
  }

  usage(): UsageRow[] {
    const models = [...new Set(this.#bookings.map(({ model }) => model))];
    return models.map((model) => {
      const own = this.#bookings.filter((booking) => booking.model === model);
      const sum = (pick: (booking: Booking) => number): number =>
        own.reduce((all, one) => all + pick(one), 0);
      const units = own.reduce((all, { usd }) => all + toUnits(usd), 0n);
      return {
        date: DAY,
        model,
        total_cost: Number(fromUnits(units * 1_000_000n)),
        request_count: own.length,
        total_input_tokens: sum((one) => one.prompt),
        total_output_tokens: sum((one) => one.completion),
        total_cache_write_tokens: sum((one) => one.cacheWrite),
        total_cache_hit_tokens: sum((one) => one.cached),
      };
    });
  }

  clear(): void {
    this.#bookings.length = 0;
  }
}
