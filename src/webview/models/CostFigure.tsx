import { spokenUsd } from "../text/spokenUsd";

/** An amount, or the word for it: the sign for "about" is read as a word. */
export function CostFigure({ text }: { readonly text: string }) {
  const spoken = spokenUsd(text);
  if (spoken === text) return <>{text}</>;
  return (
    <>
      <span aria-hidden="true">{text}</span>
      <span class="sr">{spoken}</span>
    </>
  );
}
