/** The program was called in a way that means nothing. `message`: one sentence for the user. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
