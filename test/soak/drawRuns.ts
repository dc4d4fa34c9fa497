import { faults } from "../gateway/faults";
import { pickFrom, shuffled } from "../gateway/pickFrom";
import { seededRandom } from "../gateway/seededRandom";

/** Where in its course a run is to be stopped; the exact moment is drawn. */
export type StopMoment = "at once" | "first token" | "reasoning" | "text" | "retry" | "stall";

export interface PlannedRun {
  /** Stands in the instruction, so that the turn, the request and the result find each other. */
  readonly name: string;
  readonly model: string;
  /** Answers come at the pace of a real model. */
  readonly isPaced: boolean;
  /** Words of a healthy answer. */
  readonly words: number;
  readonly stop?: { readonly moment: StopMoment; readonly afterMs: number };
  /** Goes out together with the run before it. */
  readonly isTogether: boolean;
  /** The chat view is closed and opened again meanwhile. */
  readonly reopensView: boolean;
  /** A new chat begins before it. */
  readonly startsChat: boolean;
}

const HEALTHY = [
  "anthropic/claude-sonnet-4.5",
  "openai/gpt-4o-mini",
  "deepseek/deepseek-r1",
  "openai/gpt-4o",
];
const RUNS_PER_CHAT = 20;
const RUNS_PER_VIEW = 25;
/** Never ends on its own: its comments keep it alive. */
const ENDLESS = "stall-with-comments";

/** For each moment: who gets there, whether at a model's pace, and when, in milliseconds after the start. */
const STOPS: Readonly<
  Record<StopMoment, { models: readonly string[]; isPaced: boolean; from: number; to: number }>
> = {
  "at once": { models: HEALTHY, isPaced: false, from: 0, to: 15 },
  "first token": { models: HEALTHY, isPaced: true, from: 30, to: 350 },
  reasoning: { models: ["deepseek/deepseek-r1"], isPaced: true, from: 900, to: 1300 },
  text: { models: ["openai/gpt-4o", "anthropic/claude-sonnet-4.5"], isPaced: true, from: 1100, to: 2000 },
  retry: {
    models: [
      "fault/error-503",
      "fault/error-429",
      "fault/retry-after-then-ok",
      "fault/disconnect-before-headers",
    ],
    isPaced: false,
    from: 60,
    to: 350,
  },
  stall: { models: ["fault/stall", `fault/${ENDLESS}`], isPaced: false, from: 60, to: 500 },
};
const MOMENTS = Object.keys(STOPS) as readonly StopMoment[];

/** The whole course follows from the seed. Every fault comes before any comes a second time. */
export function drawRuns(count: number, seed: number): readonly PlannedRun[] {
  const random = seededRandom(seed);
  const between = (from: number, to: number): number => Math.floor(from + random() * (to - from));
  let deck: string[] = [];
  const nextFault = (): string => {
    if (deck.length === 0)
      deck = shuffled(
        faults.map(({ name }) => name),
        random,
      );
    return `fault/${deck.pop() ?? ""}`;
  };
  return Array.from({ length: count }, (_, index) => {
    const base = {
      name: `run ${seed}-${index + 1}`,
      words: between(20, 300),
      isTogether: index > 0 && random() < 0.25,
      reopensView: index % RUNS_PER_VIEW === RUNS_PER_VIEW - 1,
      startsChat: index % RUNS_PER_CHAT === RUNS_PER_CHAT - 1,
    };
    const isStopped = random() < 0.25;
    if (isStopped) {
      const moment = pickFrom(MOMENTS, random);
      const { models, isPaced, from, to } = STOPS[moment];
      return {
        ...base,
        model: pickFrom(models, random),
        isPaced,
        stop: { moment, afterMs: between(from, to) },
      };
    }
    const model = random() < 0.15 ? pickFrom(HEALTHY, random) : nextFault();
    if (model !== `fault/${ENDLESS}`) return { ...base, model, isPaced: false };
    return { ...base, model, isPaced: false, stop: { moment: "stall", afterMs: between(60, 500) } };
  });
}
