import { spokenUsd } from "./text/spokenUsd";

/** An amount, or the word for it, that screen readers say with its unit. */
export function Money({
  shown,
  spoken = spokenUsd(shown),
}: {
  readonly shown: string;
  readonly spoken?: string;
}) {
  if (shown === spoken) return <span class="num">{shown}</span>;
  return (
    <span class="money num">
      <span aria-hidden="true">{shown}</span>
      <span class="sr">{spoken}</span>
    </span>
  );
}
