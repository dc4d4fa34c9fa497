import { endDistance, nextScrollFollowing, type ScrollEvent, type ScrollFollowing } from "./scrollFollowing";

/** Keeps the end of the transcript in sight until the user starts to read. */
export class ScrollFollower {
  readonly #log: HTMLElement;
  readonly #onChange: () => void;
  readonly #listening = new AbortController();
  readonly #observer: ResizeObserver;
  #state: ScrollFollowing = { isFollowing: true, top: 0 };

  constructor(log: HTMLElement, content: HTMLElement, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
    const { signal } = this.#listening;
    log.addEventListener(
      "scroll",
      () => this.#take({ type: "scrolled", top: log.scrollTop, distanceToEnd: this.#distanceToEnd }),
      { passive: true, signal },
    );
    log.addEventListener("wheel", (event) => event.deltaY < 0 && this.#take({ type: "reading-started" }), {
      passive: true,
      signal,
    });
    log.addEventListener(
      "keydown",
      (event) => {
        if (["PageUp", "ArrowUp", "Home"].includes(event.key)) this.#take({ type: "reading-started" });
        if (event.key === "End") this.#goToEnd(event);
      },
      { signal },
    );
    log.addEventListener("focusin", () => this.#take({ type: "reading-started" }), { signal });
    document.addEventListener(
      "selectionchange",
      () => {
        const selection = document.getSelection();
        if (selection !== null && !selection.isCollapsed && log.contains(selection.anchorNode))
          this.#take({ type: "reading-started" });
      },
      { signal },
    );
    this.#observer = new ResizeObserver(() => this.follow());
    this.#observer.observe(log);
    this.#observer.observe(content);
  }

  stop(): void {
    this.#listening.abort();
    this.#observer.disconnect();
  }

  get isFollowing(): boolean {
    return this.#state.isFollowing;
  }

  /** True when there is something below that is not seen. */
  get hasUnseen(): boolean {
    return !this.isFollowing && this.#distanceToEnd > endDistance;
  }

  follow(): void {
    if (this.isFollowing) this.#log.scrollTop = this.#log.scrollHeight;
    this.#onChange();
  }

  goToEnd(): void {
    this.#take({ type: "end-wanted" });
    this.follow();
  }

  restore(top: number | undefined): void {
    if (top === undefined) return this.goToEnd();
    this.#take({ type: "reading-started" });
    this.#log.scrollTop = top;
  }

  get #distanceToEnd(): number {
    return this.#log.scrollHeight - this.#log.clientHeight - this.#log.scrollTop;
  }

  #goToEnd(event: KeyboardEvent): void {
    // In a toolbar End goes to its last button.
    if (event.defaultPrevented) return;
    event.preventDefault();
    this.goToEnd();
  }

  #take(event: ScrollEvent): void {
    this.#state = nextScrollFollowing(this.#state, event);
    this.#onChange();
  }
}
