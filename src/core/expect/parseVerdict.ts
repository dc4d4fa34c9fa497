/** What a judge said. `reason`: its sentence on one line; absent without one. */
export type JudgeVerdict =
  | { readonly kind: "pass" | "fail"; readonly reason?: string }
  /** It did not begin with PASS or FAIL, or did not come to an end; `reason` says why. */
  | { readonly kind: "none"; readonly reason?: string };

/** UTF-16 units of a reason that are kept. */
const LONGEST_REASON = 300;
/** What follows the verdict is looked at so far. */
const LONGEST_ANSWER = 10_000;

/** Reads a judge's answer to `judgeMessages`: PASS or FAIL as its first word, also between marks of Markdown. */
export function parseVerdict(text: string): JudgeVerdict {
  const answer = text.trimStart().slice(0, LONGEST_ANSWER);
  const match = /^[*_`#>"' ]*(PASS|FAIL)(?:ED)?(?![\p{L}\p{N}_-])/iu.exec(answer);
  if (!match?.[1]) return { kind: "none" };
  const rest = answer.slice(match[0].length);
  // The question given back is no verdict.
  if (/^[^\w\n]*(?:or[^\w\n]+)?(?:PASS|FAIL)\b/i.test(rest)) return { kind: "none" };
  const kind = match[1].toUpperCase() === "PASS" ? "pass" : "fail";
  const reason = shortened(
    rest
      .replace(/^[^\p{L}\p{N}([{<$]+/u, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  return reason === "" ? { kind } : { kind, reason };
}

function shortened(reason: string): string {
  if (reason.length <= LONGEST_REASON) return reason;
  // Not between the two halves of a character.
  return `${reason.slice(0, LONGEST_REASON - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
