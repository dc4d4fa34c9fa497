import { sanitizeHtml } from "./sanitizeHtml";

/** Cells of one part: a browser lays out all of them again when a row is added. */
const mostCells = 400;
/** A share of the width of the first rows. */
const roomForMore = 0.2;

/**
 * A table that grows by rows. It is one `table` to its end, for whoever hears or copies it, but the rows of a long one are in
 * several bodies, which are laid out each on its own; their columns are as wide as in the first.
 */
export class TableView {
  readonly #scroll: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #headCells: readonly HTMLElement[];
  readonly #rowsInPart: number;
  readonly #parts = [document.createElement("tbody")];
  #partial: Element | undefined;
  /** CSS pixels, as of `#alignedTo`; empty until they are known. */
  #widths: readonly number[] = [];
  #alignedTo = 0;

  /** `html`: the table without rows, in the box it scrolls in. `parent` is empty. */
  constructor(parent: HTMLElement, html: string) {
    parent.append(sanitizeHtml(html));
    this.#scroll = parent.querySelector<HTMLElement>(".table-scroll") ?? parent;
    this.#table = parent.querySelector("table") ?? document.createElement("table");
    this.#headCells = [...this.#table.querySelectorAll<HTMLElement>("th")];
    this.#rowsInPart = Math.max(1, Math.floor(mostCells / Math.max(1, this.#headCells.length)));
  }

  /** `partial`: a row that is not complete, instead of the one before. */
  extend(rows: readonly string[], partial: string, prepare: (rows: ParentNode) => void): void {
    this.#partial?.remove();
    const all = sanitizeHtml(`<table><tbody>${rows.join("")}${partial}</tbody></table>`);
    prepare(all);
    for (const row of all.querySelectorAll("tr")) this.#append(row);
    this.#partial = partial === "" ? undefined : (this.#part.lastElementChild ?? undefined);
  }

  /** True as long as there is little to see. */
  get isShort(): boolean {
    return this.#parts.length === 1;
  }

  get #part(): HTMLTableSectionElement {
    return this.#parts.at(-1)!;
  }

  #append(row: Element): void {
    if (this.#part.childElementCount >= this.#rowsInPart) this.#startPart();
    const isFirst = this.#part.childElementCount === 0;
    this.#part.append(row);
    if (!this.#part.isConnected) this.#table.append(this.#part);
    if (isFirst && !this.isShort) this.#setWidths(this.#part);
  }

  #startPart(): void {
    if (this.isShort) {
      this.#table.classList.add("long");
      this.#align();
      // A page that is not laid out knows no widths yet, and a view may get another one.
      new ResizeObserver(() => this.#align()).observe(this.#scroll);
    }
    const part = document.createElement("tbody");
    part.className = "part";
    this.#parts.push(part);
  }

  #align(): void {
    const room = this.#scroll.clientWidth;
    if (room === this.#alignedTo) return;
    this.#alignedTo = room;
    for (const cell of this.#headCells) setWidth(cell, "");
    this.#widths = this.#measureColumns(room);
    const [first] = this.#parts;
    // It is full, as all but the last one are.
    const height = first?.getBoundingClientRect().height ?? 0;
    this.#table.style.setProperty("--part-height", `${height}px`);
    for (const [column, cell] of this.#headCells.entries()) setWidth(cell, `${this.#widths[column]}px`);
    for (const part of this.#parts.slice(1)) this.#setWidths(part);
  }

  /** With some more, where there is room: later rows are often a little longer, as numbers get. */
  #measureColumns(room: number): number[] {
    const widths = this.#headCells.map((cell) => cell.getBoundingClientRect().width);
    const total = widths.reduce((sum, width) => sum + width, 0);
    const factor = Math.max(1, Math.min(1 + roomForMore, room / total));
    return widths.map((width) => width * factor);
  }

  /** The widths of a part are those of the cells in its first row. */
  #setWidths(part: HTMLElement): void {
    if (this.#widths.length === 0) return;
    part.style.width = `${this.#widths.reduce((sum, width) => sum + width, 0)}px`;
    const cells = part.querySelectorAll<HTMLElement>("tr:first-child > td");
    for (const [column, cell] of cells.entries()) setWidth(cell, `${this.#widths[column]}px`);
  }
}

/** A cell may be narrower than its `width` where the others need the room, but not than its least one. */
function setWidth(cell: HTMLElement, width: string): void {
  cell.style.width = width;
  cell.style.minWidth = width;
}
