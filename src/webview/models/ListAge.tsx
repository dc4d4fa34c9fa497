import * as l10n from "@vscode/l10n";
import { useEffect, useState } from "preact/hooks";
import { formatAge } from "../../core/cost/formatAge";
import type { ModelsViewState } from "../../protocol/modelsProtocol";

const minuteMs = 60_000;

/** How old the prices are. Goes on by itself once a minute, while the page is seen. */
export function ListAge(props: {
  readonly loadedAt: number;
  readonly language: ModelsViewState["language"];
}) {
  const { loadedAt } = props;
  const [, tick] = useState(0);
  useEffect(() => {
    let timer: number | undefined;
    const next = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      const age = Math.max(0, Date.now() - loadedAt);
      timer = window.setTimeout(
        () => {
          tick(Date.now());
          next();
        },
        minuteMs - (age % minuteMs),
      );
    };
    const see = () => {
      if (!document.hidden) tick(Date.now());
      next();
    };
    next();
    document.addEventListener("visibilitychange", see);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", see);
    };
  }, [loadedAt]);
  return <>{l10n.t("Prices from {0}", formatAge(Date.now() - loadedAt, props.language))}</>;
}
