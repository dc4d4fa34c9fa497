/** One parser under test. `Input` is a text, or JSON of any make. */
export interface FuzzTarget<Input = unknown> {
  readonly name: string;
  readonly corpus: readonly Input[];
  /** Throws when a promise of the parser is broken. */
  readonly check: (input: Input, random: () => number) => void | Promise<void>;
  /** Inputs of about `size` characters that are hard on somebody who looks at things more than once. */
  readonly grow?: Readonly<Record<string, (size: number) => Input>>;
  /** Characters below which time may grow as it likes; absent = it may not anywhere. */
  readonly growFrom?: number;
  /** The parser alone, for its time. */
  readonly parse?: (input: Input) => unknown;
}
