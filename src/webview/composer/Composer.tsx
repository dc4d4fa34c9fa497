import * as l10n from "@vscode/l10n";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatSpecPath } from "../../core/spec/completeSpecPath";
import type { ComposerState, FromWebview } from "../../protocol/chatProtocol";
import { Icon } from "../Icon";
import { showHidden } from "../../core/hiddenCharacters";
import { languageAttribute } from "../text/markLanguage";
import { composerKey } from "./composerKey";
import { completePath, slashQuery } from "./slashQuery";
import { SpecList } from "./SpecList";

/** An Enter later than this after a composition's end (milliseconds) is one of its own. */
const compositionEndMs = 500;

/** The input and what belongs to it. Its text lives outside, so that the host can put a draft back. */
export function Composer(props: {
  readonly composer: ComposerState;
  readonly text: string;
  /** Answer to the last `specs-find`. */
  readonly found: { readonly query: string; readonly paths: readonly string[] } | undefined;
  /** Why this cannot be sent; shown on the button. */
  readonly obstacle: string | undefined;
  readonly placeholder: string;
  /** Changes when the input shall take the focus. */
  readonly focusCount: number;
  /** What `↑` brings back, newest first: the last message, then drafts that were left behind. */
  readonly recallable: () => readonly string[];
  /** Draws the new text before it returns. */
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
  readonly onLeaveUpwards: () => void;
  readonly post: (message: FromWebview) => void;
}) {
  const { composer, text, post } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [query, setQuery] = useState<string>();
  const [current, setCurrent] = useState(0);
  const compositionEndedAt = useRef<number | undefined>(undefined);
  /** What `↑` brought back last: as long as it stands there unchanged, the keys walk on from it. */
  const recalled = useRef<string>("");

  useEffect(() => {
    if (props.focusCount > 0) input.current?.focus();
  }, [props.focusCount]);
  useLayoutEffect(() => {
    const area = input.current;
    if (area === null || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  // The Enter that ends a composition is over with its key; a later one is meant for us.
  useEffect(() => {
    const forget = () => (compositionEndedAt.current = undefined);
    for (const type of ["keyup", "pointerup"]) window.addEventListener(type, forget);
    return () => {
      for (const type of ["keyup", "pointerup"]) window.removeEventListener(type, forget);
    };
  }, []);

  // Sending empties the input: what was asked for before that is no question any more.
  const isAsked = query !== undefined && text.startsWith("/");
  const found = isAsked && props.found?.query === query ? props.found.paths : undefined;
  const isWhole = found?.some((path) => formatSpecPath(path) === text.trimEnd()) ?? false;
  const isListShown = found !== undefined && !isWhole && (found.length > 0 || query === "");
  const options = isListShown ? found : [];

  const look = (area: HTMLTextAreaElement) => {
    const typed = slashQuery(area.value, area.selectionStart);
    if (typed === query) return;
    setQuery(typed);
    setCurrent(0);
    if (typed !== undefined) post({ type: "specs-find", query: typed });
  };
  // At once, and not after some later drawing: the next key belongs where the cursor will be.
  const replaceText = (replacement: string, cursor: number) => {
    props.onText(replacement);
    input.current?.setSelectionRange(cursor, cursor);
  };
  const take = (path: string | undefined) => {
    if (path === undefined) return;
    const completed = completePath(text, input.current?.selectionStart ?? text.length, formatSpecPath(path));
    setQuery(undefined);
    replaceText(completed.text, completed.cursor);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const endedAt = compositionEndedAt.current;
    const meaning = composerKey(event, {
      sendOn: composer.sendOn,
      // Elsewhere in the text the arrows move the cursor.
      isRecallable:
        text === "" || (text === recalled.current && input.current?.selectionStart === text.length),
      isListOpen: options.length > 0,
      endsComposition: endedAt !== undefined && event.timeStamp - endedAt < compositionEndMs,
    });
    switch (meaning) {
      case "type":
        if (event.key === "Escape") setQuery(undefined);
        return;
      case "ignore":
        break;
      case "send":
        props.onSend();
        break;
      case "recall-older":
      case "recall-newer": {
        const walk = ["", ...props.recallable()];
        const step = meaning === "recall-older" ? 1 : -1;
        const next = walk[walk.indexOf(text) + step];
        if (next === undefined) {
          // There is nothing to move through in an empty input, and at the oldest text the cursor stays.
          if (text === "") return;
          break;
        }
        recalled.current = next;
        replaceText(next, next.length);
        break;
      }
      case "take-option":
        take(options[current]);
        break;
      case "next-option":
        setCurrent((current + 1) % options.length);
        break;
      case "previous-option":
        setCurrent((current + options.length - 1) % options.length);
        break;
      case "close-list":
        setQuery(undefined);
        break;
      case "leave-upwards":
        props.onLeaveUpwards();
        break;
    }
    event.preventDefault();
  };

  const isMac = navigator.platform.startsWith("Mac");
  // The manifest binds the same keys as VS Code's own chat.
  const stopKey = isMac
    ? "Cmd+Escape"
    : navigator.platform.startsWith("Win")
      ? "Alt+Backspace"
      : "Ctrl+Escape";
  const sendKey = composer.sendOn === "enter" ? "Enter" : isMac ? "Cmd+Enter" : "Ctrl+Enter";
  const sendTitle = props.obstacle ?? l10n.t("Send ({0})", sendKey);
  const stopTitle = l10n.t("Stop ({0})", stopKey);
  return (
    <div class="composer">
      {isListShown && (
        <SpecList
          id={listId}
          paths={found}
          current={current}
          onTake={take}
          onOpenExample={() => post({ type: "command-run", command: "open-example" })}
        />
      )}
      <textarea
        ref={input}
        rows={2}
        value={text}
        lang={languageAttribute(text === "" ? props.placeholder : text)}
        placeholder={props.placeholder}
        aria-label={l10n.t("Message")}
        aria-haspopup="listbox"
        aria-controls={options.length > 0 ? listId : undefined}
        aria-activedescendant={options.length > 0 ? `${listId}-${current}` : undefined}
        onInput={(event) => {
          props.onText(event.currentTarget.value);
          look(event.currentTarget);
        }}
        onSelect={(event) => query !== undefined && look(event.currentTarget)}
        onFocus={(event) => look(event.currentTarget)}
        onBlur={() => setQuery(undefined)}
        onKeyDown={onKeyDown}
        onCompositionEnd={(event) => (compositionEndedAt.current = event.timeStamp)}
      />
      <div class="foot">
        <button
          type="button"
          class="icon-button"
          aria-label={l10n.t("Add Spec or File")}
          title={l10n.t("Add Spec or File")}
          onClick={() => post({ type: "command-run", command: "add-spec" })}
        >
          <Icon name="add" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={l10n.t("Request Parameters")}
          title={l10n.t("Request Parameters")}
          onClick={() => post({ type: "command-run", command: "edit-parameters" })}
        >
          <Icon name="settings" />
        </button>
        <ModelChip
          composer={composer}
          onSelect={() => post({ type: "command-run", command: "select-model" })}
        />
        <span class="grow" />
        {composer.isRunning ? (
          <button
            type="button"
            class="icon-button primary"
            aria-label={stopTitle}
            title={stopTitle}
            onClick={props.onStop}
          >
            <Icon name="stop-circle" />
          </button>
        ) : (
          <button
            type="button"
            class="icon-button primary"
            aria-label={sendTitle}
            title={sendTitle}
            aria-disabled={props.obstacle !== undefined || text.trim() === ""}
            onClick={props.onSend}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
    </div>
  );
}

function ModelChip({
  composer,
  onSelect,
}: {
  readonly composer: ComposerState;
  readonly onSelect: () => void;
}) {
  const name = showHidden(composer.model?.name ?? l10n.t("Select a Model"));
  const label = composer.model === undefined ? name : l10n.t("Model: {0}", name);
  return (
    <button
      type="button"
      class="chip model"
      aria-haspopup="listbox"
      aria-label={label}
      title={showHidden(composer.model?.id ?? name)}
      onClick={onSelect}
    >
      <Icon name="chip" />
      <span class="model-name">{name}</span>
      <Icon name="chevron-down" />
    </button>
  );
}
