import * as l10n from "@vscode/l10n";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../Icon";
import { useRoomAbove } from "./useRoomAbove";

/** Specs that can be run by `/`. The focus stays in the input; the chosen one is its active descendant. */
export function SpecList(props: {
  readonly id: string;
  readonly paths: readonly string[];
  readonly current: number;
  readonly onTake: (path: string) => void;
  readonly onOpenExample: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useRoomAbove(list);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [props.current, props.paths]);
  if (props.paths.length === 0) {
    return (
      // The input must keep the focus until the click has come, because the list goes with it.
      <div class="popup spec-list" onMouseDown={(event) => event.preventDefault()}>
        <span class="empty">{l10n.t("No Markdown files in this folder yet.")}</span>{" "}
        <button type="button" class="button link" onClick={props.onOpenExample}>
          {l10n.t("Open an Example")}
        </button>
      </div>
    );
  }
  return (
    <div class="popup spec-list" role="listbox" id={props.id} aria-label={l10n.t("Specs")} ref={list}>
      {props.paths.map((path, index) => (
        <div
          key={path}
          role="option"
          id={`${props.id}-${index}`}
          class="option"
          aria-selected={index === props.current}
          title={path}
          // Taken on press: a click would first take the focus from the input.
          onMouseDown={(event) => {
            event.preventDefault();
            props.onTake(path);
          }}
        >
          <Icon name="markdown" />
          <bdi class="name">{path.slice(path.lastIndexOf("/") + 1)}</bdi>
          <bdi class="folder">{path.slice(0, path.lastIndexOf("/")).replace(/^\//, "")}</bdi>
        </div>
      ))}
    </div>
  );
}
