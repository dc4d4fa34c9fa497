import { sanitizeHtml } from "./sanitizeHtml";

/** Cells of one element `table`: a browser lays out all of them again when a row is added. */
const mostCells = 400;
/** A share of the width of the first rows. */
const roomForMore = 0.2;

/** A table that grows by rows. A long one is several tables below each other, whose columns are as wide as in the first. */
export class TableView {
  readonly #scroll: HTMLElement;
  readonly #first: HTMLTableElement;
  readonly #rowsInPart: number;
  #body = document.createElement("tbody");
  #isFirstPart = true;
  #partial: Element | undefined;
  #widths: readonly number[] | undefined;

  /** `html`: the table without rows, in the box it scrolls in. `parent` is empty. */
  constructor(parent: HTMLElement, html: string) {
    parent.append(sanitizeHtml(html));
    this.#scroll = parent.querySelector<HTMLElement>(".table-scroll") ?? parent;
    this.#first = parent.querySelector("table") ?? document.createElement("table");
    this.#rowsInPart = Math.max(1, Math.floor(mostCells / Math.max(1, this.#headCells.length)));
  }

  /** `partial`: a row that is not complete, instead of the one before. */
  extend(rows: readonly string[], partial: string, prepare: (rows: ParentNode) => void): void {
    this.#partial?.remove();
    const all = sanitizeHtml(`<table><tbody>${rows.join("")}${partial}</tbody></table>`);
    prepare(all);
    for (const row of all.querySelectorAll("tr")) {
      if (this.#body.childElementCount >= this.#rowsInPart) this.#startPart();
      if (!this.#body.isConnected) this.#first.append(this.#body);
      this.#body.append(row);
    }
    this.#partial = partial === "" ? undefined : (this.#body.lastElementChild ?? undefined);
  }

  /** True as long as there is little to see. */
  get isShort(): boolean {
    return this.#isFirstPart;
  }

  get #headCells(): HTMLElement[] {
    return [...this.#first.querySelectorAll<HTMLElement>("th")];
  }

  /** With some room, where there is any: later rows are often a little longer, as numbers get. */
  #measureColumns(): number[] {
    const { width } = this.#first.getBoundingClientRect();
    const roomy = Math.min(this.#scroll.clientWidth, width * (1 + roomForMore));
    if (roomy > width) this.#first.style.width = `${roomy}px`;
    return this.#headCells.map((cell) => cell.getBoundingClientRect().width);
  }

  #startPart(): void {
    this.#isFirstPart = false;
    const part = document.createElement("div");
    part.className = "part";
    const table = document.createElement("table");
    const columns = document.createElement("colgroup");
    this.#widths ??= this.#measureColumns();
    const total = this.#widths.reduce((sum, width) => sum + width, 0);
    // A page that is not laid out knows no widths: then each part has its own.
    if (total > 0) {
      table.style.width = `${total}px`;
      for (const width of this.#widths) {
        const column = document.createElement("col");
        column.style.width = `${width}px`;
        columns.append(column);
      }
    }
    this.#body = document.createElement("tbody");
    table.append(columns, this.#body);
    part.append(table);
    this.#scroll.append(part);
  }
}
