import { showHidden } from "../core/hiddenCharacters";
import type { KnownSecrets } from "../core/knownSecrets";
import { redactDeep } from "../core/redactDeep";
import { StatusLine } from "./statusLine";
import type { Terminal } from "./terminal";

/** What the program says: answers and data on one stream, everything else on the other. */
export class Output {
  readonly #terminal: Terminal;
  readonly #secrets: KnownSecrets;
  readonly status: StatusLine;
  /** The last characters of an answer, as long as nobody knows what belongs to them. */
  #held = "";
  #isLineOpen = false;

  constructor(terminal: Terminal, secrets: KnownSecrets) {
    this.#terminal = terminal;
    this.#secrets = secrets;
    this.status = new StatusLine(terminal.err);
  }

  /** A piece of an answer, without secrets already: byte for byte, but on a terminal nothing that it would obey. */
  answer(piece: string): void {
    const text = this.#held + piece;
    // Half a character, or half a line end.
    this.#held = /[\uD800-\uDBFF\r]$/.exec(text)?.[0] ?? "";
    this.#writeAnswer(text.slice(0, text.length - this.#held.length));
  }

  endAnswer(): void {
    this.#writeAnswer(this.#held);
    this.#held = "";
    if (this.#isLineOpen && this.#terminal.out.isTTY) this.#terminal.out.write("\n");
    this.#isLineOpen = false;
    this.status.makeWay();
  }

  /** One value on a stream of its own. */
  json(value: unknown): void {
    this.#terminal.out.write(`${JSON.stringify(redactDeep(value, this.#secrets.redact), undefined, 2)}\n`);
  }

  /** Text that was asked for and is no answer: a list, an estimate. */
  text(text: string): void {
    this.#terminal.out.write(`${this.#harmless(text)}\n`);
  }

  /** A sentence beside the answer. */
  note(sentence: string): void {
    this.status.makeWay();
    this.#terminal.err.write(`${this.#harmless(sentence)}\n`);
  }

  #harmless(text: string): string {
    return showHidden(this.#secrets.redact(text));
  }

  #writeAnswer(text: string): void {
    if (text === "") return;
    const { out } = this.#terminal;
    if (!out.isTTY) return out.write(text);
    this.#isLineOpen = !text.endsWith("\n");
    this.status.makeWay(this.#isLineOpen);
    out.write(showHidden(text.replaceAll("\r\n", "\n")));
  }
}
