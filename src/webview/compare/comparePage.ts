import * as l10n from "@vscode/l10n";
import { h, render } from "preact";
import type { CompareState, FromCompareView, ToCompareView } from "../../protocol/compareProtocol";
import { drawingMsPerFrame } from "../drawingMsPerFrame";
import { FrameScheduler } from "../frameScheduler";
import type { HostConnection } from "../hostConnection";
import { createMarkdown } from "../markdown/createMarkdown";
import { openLinks } from "../openLinks";
import { ColumnAnswer } from "./columnAnswer";
import { CompareView } from "./CompareView";
import { endSentence } from "./endSentence";
import type { KeptCompare } from "./keptCompare";
import { shownColumns } from "./shownColumns";
import { WordDiffs } from "./wordDiffs";

type CompareHostConnection = HostConnection<FromCompareView, ToCompareView, KeptCompare>;

/** Takes the host's messages, draws at most once per frame, reports what the user does. */
export class ComparePage {
  readonly #root: HTMLElement;
  readonly #host: CompareHostConnection;
  readonly #frames = new FrameScheduler(() => this.#draw());
  readonly #diffs = new WordDiffs(() => this.#redraw());
  readonly #markdown = createMarkdown();
  readonly #answers = new Map<string, ColumnAnswer>();
  /** Columns whose end was seen happening, not restored. */
  readonly #endedHere = new Set<string>();
  #state: CompareState | undefined;
  #receivedAt = 0;
  #kept: KeptCompare;
  #announcement = "";
  #isAskingForAll = false;
  #isStale = false;

  constructor(root: HTMLElement, host: CompareHostConnection) {
    this.#root = root;
    this.#host = host;
    this.#kept = host.readKept();
  }

  start(): void {
    openLinks(this.#root, (href) => this.#host.post({ type: "link-open", href }));
    this.#host.onMessage((message) => this.#take(message));
    this.#askForAll();
  }

  #take(message: ToCompareView): void {
    if (message.type === "state-changed") return this.#show(message.state);
    const answer = this.#answers.get(message.columnId);
    if (answer?.append(message) !== true) return this.#askForAll();
    this.#frames.request();
  }

  #show(state: CompareState): void {
    this.#isAskingForAll = false;
    l10n.config({ contents: { ...state.translations } });
    document.documentElement.lang = state.language;
    if (state.comparisonId !== this.#state?.comparisonId) this.#forget();
    if (state.comparisonId !== this.#kept.comparisonId)
      this.#keep({ comparisonId: state.comparisonId, isDiff: false, scrollTops: {} });
    this.#announceEnds(state);
    this.#state = state;
    this.#receivedAt = Date.now();
    for (const column of state.columns) {
      const answer = this.#answers.get(column.id);
      if (answer === undefined) this.#answers.set(column.id, this.#newAnswer(column));
      else answer.take(column);
    }
    this.#redraw();
  }

  #newAnswer(column: CompareState["columns"][number]): ColumnAnswer {
    const answer = new ColumnAnswer(column, this.#markdown, (action, code) =>
      this.#host.post({ type: "code-action", action, code }),
    );
    // The reader's place is there only when all of it is.
    if (this.#kept.scrollTops[column.id] !== undefined) answer.draw(Number.POSITIVE_INFINITY);
    return answer;
  }

  #forget(): void {
    this.#state = undefined;
    this.#answers.clear();
    this.#endedHere.clear();
    this.#diffs.forget();
    this.#announcement = "";
  }

  #announceEnds(state: CompareState): void {
    const before = new Map(this.#state?.columns.map((column) => [column.id, column]));
    const ended = shownColumns(state).filter(({ column }) => {
      const earlier = before.get(column.id);
      return earlier !== undefined && earlier.phase !== "done" && column.phase === "done";
    });
    for (const { column } of ended) this.#endedHere.add(column.id);
    const sentences = ended.map((shown) => endSentence(state, shown)).filter((text) => text !== undefined);
    if (sentences.length > 0) this.#announcement = sentences.join(". ");
    // What was said before names the models.
    else if (state.blind && !this.#state?.blind) this.#announcement = "";
  }

  /** Once, until the answer is there: pieces that still come in between do not fit either. */
  #askForAll(): void {
    if (this.#isAskingForAll) return;
    this.#isAskingForAll = true;
    this.#host.post({ type: "ready" });
  }

  #keep(kept: KeptCompare): void {
    this.#kept = kept;
    this.#host.keep(kept);
    this.#redraw();
  }

  #keepPlace(columnId: string, top: number | undefined): void {
    const { [columnId]: _before, ...others } = this.#kept.scrollTops;
    this.#kept = { ...this.#kept, scrollTops: { ...others, ...(top !== undefined && { [columnId]: top }) } };
    this.#host.keep(this.#kept);
  }

  #redraw(): void {
    this.#isStale = true;
    this.#frames.request();
  }

  #draw(): void {
    const undrawn = [...this.#answers.values()].filter(({ isDrawn }) => !isDrawn);
    for (const answer of undrawn) answer.draw(performance.now() + drawingMsPerFrame / undrawn.length);
    if (this.#isStale) this.#drawView();
    if (undrawn.some(({ isDrawn }) => !isDrawn)) this.#frames.request();
  }

  #drawView(): void {
    this.#isStale = false;
    if (this.#state === undefined) return;
    const props = {
      state: this.#state,
      receivedAt: this.#receivedAt,
      answers: this.#answers,
      endedHere: this.#endedHere,
      diffs: this.#diffs,
      kept: this.#kept,
      announcement: this.#announcement,
      onKeep: (change: Partial<KeptCompare>) => this.#keep({ ...this.#kept, ...change }),
      onScroll: (columnId: string, top: number | undefined) => this.#keepPlace(columnId, top),
      post: this.#host.post,
    };
    render(h(CompareView, props), this.#root);
  }
}
