/** What to do with the blocks on the page. Frozen blocks are in order and never change, but for `replace`. */
export type MarkdownOperation =
  | { readonly type: "freeze"; readonly html: string }
  /**
   * The whole of what is not frozen; empty when everything is. `list`: the same by items, when it is one long list, so that
   * only those that changed need be drawn.
   */
  | { readonly type: "live"; readonly html: string; readonly list?: LiveList }
  /** Instead of `live`, a block that only grows and its first text: code, or `plain` for what is too heavy for Markdown. */
  | { readonly type: "open-text"; readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly type: "open-text"; readonly kind: "plain"; readonly text: string }
  | { readonly type: "extend-text"; readonly text: string }
  /** Instead of `live`, a long table: all of it but its rows. */
  | { readonly type: "open-table"; readonly html: string }
  /** Its next rows, and the row that is not complete (instead of the one before; empty when there is none). */
  | { readonly type: "extend-table"; readonly rows: readonly string[]; readonly partial: string }
  /** The growing text or table is complete and stays as it is: frozen. */
  | { readonly type: "keep" }
  /** A link definition came after its use: this block reads differently now. */
  | { readonly type: "replace"; readonly index: number; readonly html: string };

export interface LiveList {
  /** Its start tag. */
  readonly open: string;
  /** Each with its own `li`. */
  readonly items: readonly string[];
}
