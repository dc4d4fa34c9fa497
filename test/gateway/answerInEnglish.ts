import type { SpecSketch } from "./readSpec";
import { pickFrom, shuffled } from "./pickFrom";

const OPENINGS = [
  "The intent is clear and the parts fit together. Before it is built, a few decisions should be written down: today two people could read them differently.",
  "This is a good base: short, in order, and mostly testable. What is missing are the limits, and what happens when something goes wrong.",
  "The spec says what should happen on a good day. The notes below are about the other days, where most of the work usually turns out to be.",
];
const REMARKS = [
  "clear as it stands; add one example with real values, so that nobody has to guess the format.",
  "the happy path is described, the failure is not: say what the user sees, and what is kept.",
  "two rules seem to overlap here. Name the one that wins.",
  "give a number with a unit instead of “fast”; otherwise no test can fail.",
  "good. The wording is already close to a test.",
  "say who may do this, and what happens for everybody else.",
  "this depends on something outside; note what happens while that is away.",
  "consider moving this up: the rest makes more sense once it is known.",
];
const FINDINGS: readonly (readonly [finding: string, weight: string, step: string])[] = [
  ["No limit is given", "High", "Agree on a number"],
  ["Error case is missing", "High", "Add a scenario"],
  ["Term is used before it is explained", "Low", "Add a short glossary"],
  ["No owner for the decision", "Medium", "Name one"],
  ["Behaviour on retry is open", "Medium", "State that it is safe to repeat"],
];
const CLOSINGS = [
  "With the points of the table settled, this is **ready to be planned**.",
  "Settle the first row of the table and the rest follows quickly.",
  "None of this changes the direction; it makes the first week of work calmer.",
];

/** A short review that names the spec's own headings. */
export function reviewInEnglish({ title, sections }: SpecSketch, random: () => number): string {
  const remarks = shuffled(REMARKS, random);
  const findings = shuffled(FINDINGS, random);
  const list = sections.map((section, index) => `- **${section}**: ${remarks[index % remarks.length]}`);
  const rows = sections.slice(0, 4).map((section, index) => {
    const [finding, weight, step] = findings[index % findings.length] ?? ["", "", ""];
    return `| ${section} | ${finding} | ${weight} | ${step} |`;
  });
  return [
    `# Review: ${title}`,
    pickFrom(OPENINGS, random),
    "## Section by section",
    list.join("\n"),
    "## What to settle first",
    ["| Section | Finding | Weight | Next step |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    "A first version of what is missing:",
    example(title, pickFrom(sections, random), random),
    pickFrom(CLOSINGS, random),
  ].join("\n\n");
}

/** One paragraph that takes up the first words of the message. */
export function replyInEnglish(message: string, random: () => number): string {
  const words = message.trim().split(/\s+/);
  const topic = words.slice(0, 8).join(" ") + (words.length > 8 ? " …" : "");
  const advice = [
    "Start with the smallest case that can fail, write down what should happen, and only then widen it.",
    "It depends mostly on one thing: whether the result has to survive a restart. If so, decide that first.",
    "In short, yes, as long as the limits are stated next to the rule and not in another place.",
  ];
  return `On “${topic}”: ${pickFrom(advice, random)} If you send the spec itself, I can point to the lines that matter.`;
}

function example(title: string, section: string, random: () => number): string {
  const examples = [
    [
      "```gherkin",
      `Feature: ${title}`,
      "",
      `  Scenario: ${section}, while the service is away`,
      "    Given a user who has unsaved input",
      "    When the service does not answer within 10 seconds",
      "    Then the input is kept",
      "    And the user is told what to do next",
      "```",
    ],
    [
      "```ts",
      `// ${section}: the outcomes the caller has to tell apart.`,
      'type Outcome = { kind: "done"; id: string } | { kind: "refused"; reason: string } | { kind: "later"; retryAfterSeconds: number };',
      "",
      "function describe(outcome: Outcome): string {",
      '  return outcome.kind === "refused" ? outcome.reason : outcome.kind;',
      "}",
      "```",
    ],
    [
      "```yaml",
      `# ${section}`,
      "limits:",
      "  timeoutSeconds: 10",
      "  retries: 2",
      "onFailure:",
      "  keepInput: true",
      "  tellUser: true",
      "```",
    ],
  ];
  return pickFrom(examples, random).join("\n");
}
