import { Money } from "../Money";

export interface Pair {
  readonly title: string;
  readonly text: string;
}

/** Titles at the left, figures at the right. */
export function Pairs({ pairs }: { readonly pairs: readonly Pair[] }) {
  return (
    <dl class="pairs">
      {pairs.map(({ title, text }) => (
        <>
          <dt>{title}</dt>
          <dd>
            <Money shown={text} />
          </dd>
        </>
      ))}
    </dl>
  );
}
