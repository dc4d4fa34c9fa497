import { createSecretFilter, indexOfSecret, StreamRedactor } from "./redact";

/** What people type where a server wants any key at all. Taken for secrets, they would black out ordinary words. */
const PLACEHOLDERS = new Set([
  "anonymous",
  "api-key",
  "changeme",
  "default",
  "lm-studio",
  "no-key",
  "not-needed",
  "ollama",
  "password",
  "placeholder",
  "secret",
  "sk-no-key-required",
  "unused",
]);

/**
 * Every key that was seen since the process began, and whose it is. One that was replaced or removed is still a secret.
 * Whoever reads a key from anywhere adds it here before anybody else gets it.
 */
export class KnownSecrets {
  readonly #ownerOf = new Map<string, string | undefined>();
  #values: readonly string[] = [];
  /** Takes them out of a text. */
  readonly redact = createSecretFilter(() => this.#values);

  /** `providerId`: whose key it is; absent where only its being secret matters. */
  add(secret: string, providerId?: string): void {
    const value = secret.trim();
    if (value === "" || PLACEHOLDERS.has(value.toLowerCase())) return;
    if (this.#ownerOf.get(value) === undefined) this.#ownerOf.set(value, providerId);
    this.#values = [...this.#ownerOf.keys()];
  }

  get values(): readonly string[] {
    return this.#values;
  }

  /** For one text that arrives in pieces. */
  stream(): StreamRedactor {
    return new StreamRedactor(() => this.#values);
  }

  /** The first secret in a text: whose it is, and on which line, counted from 1. `undefined` when there is none. */
  findIn(text: string): { readonly providerId: string | undefined; readonly line: number } | undefined {
    if (this.redact(text) === text) return undefined;
    const [first] = [...this.#ownerOf]
      .map(([secret, providerId]) => ({ providerId, index: indexOfSecret(text, secret) }))
      .filter(({ index }) => index >= 0)
      .toSorted((one, other) => one.index - other.index);
    return first && { providerId: first.providerId, line: text.slice(0, first.index).split("\n").length };
  }
}
