/** What is typed. Every change gets a number, so that an estimate for older text can be told from a current one. */
export class Draft {
  text: string;
  number = 0;
  #sentNumber = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** False when that is what it was. */
  change(text: string): boolean {
    if (text === this.text) return false;
    this.text = text;
    this.number++;
    return true;
  }

  /** The change to report, once. */
  takeUnsent(): { readonly text: string; readonly draftNumber: number } | undefined {
    if (this.#sentNumber === this.number) return undefined;
    this.#sentNumber = this.number;
    return { text: this.text, draftNumber: this.number };
  }
}
