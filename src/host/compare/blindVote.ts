import type { CompareState } from "../../protocol/compareProtocol";

/** A vote among answers of which nobody says by whom they are before it is cast. */
export class BlindVote {
  #state: CompareState["blind"];

  /** `undefined` while names are shown. */
  get state(): CompareState["blind"] {
    return this.#state;
  }

  /** The answers change their places. */
  hide(columnIds: readonly string[]): void {
    this.#state = { order: shuffled(columnIds), isRevealed: false };
  }

  end(): void {
    this.#state = undefined;
  }

  /** Can be changed until the names are shown. */
  cast(columnId: string): void {
    if (this.#state && !this.#state.isRevealed) this.#state = { ...this.#state, vote: columnId };
  }

  /** Only after a vote. */
  reveal(): void {
    if (this.#state?.vote !== undefined) this.#state = { ...this.#state, isRevealed: true };
  }
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(Math.random() * rest.length), 1));
  return order;
}
