import * as l10n from "@vscode/l10n";
import { useEffect, useState } from "preact/hooks";
import type { TurnPhase } from "../../core/chat/chatState";
import { formatEstimate, formatUsd } from "../../core/cost/formatCost";
import { formatDuration, formatSpeed } from "../../core/cost/formatDuration";
import { formatTokens } from "../../core/cost/formatTokens";
import { costSoFar, type RunningPrice } from "../../core/cost/runningPrice";
import { Icon } from "../Icon";
import { Meter } from "../Meter";
import { spokenUsd } from "../text/spokenUsd";
import type { RunMeter } from "./runMeter";

const tickMs = 200;

/** One row while something runs: what it does, for how long, how fast. Its clock stands while nobody can see it. */
export function StatusRow({
  phase,
  meter,
  waitingUntil,
  price,
}: {
  readonly phase: TurnPhase;
  readonly meter: RunMeter;
  readonly waitingUntil: number | undefined;
  /** Absent when it is not known, and before the request goes out. */
  readonly price: RunningPrice | undefined;
}) {
  useTick();
  const { tokens, durationMs } = meter.speed;
  const speed = formatSpeed(tokens, durationMs);
  const elapsedMs = Date.now() - meter.startedAtMs;
  const usd = costSoFar(price, meter.tokens);
  const capUsd = price?.capUsd;
  return (
    <>
      <div class="status-row">
        <Icon name="loading" />
        <span class="num">
          {phase === "waiting" ? waitingWords(waitingUntil) : phaseWord(phase)}
          {elapsedMs >= 1000 && ` · ${formatDuration(elapsedMs)}`}
        </span>
        <span class="figures num">
          {meter.tokens > 0 && <span>{l10n.t("{0} tok", `~${formatTokens(meter.tokens)}`)}</span>}
          {usd !== undefined && usd > 0 && <span> · {formatEstimate(usd)}</span>}
          {speed !== undefined && <span class="speed"> · {speed}</span>}
        </span>
      </div>
      {capUsd !== undefined && (
        <Meter
          share={(usd ?? 0) / capUsd}
          label={l10n.t(
            "Cost so far, {0} of {1}",
            spokenUsd(formatUsd(usd ?? 0)),
            spokenUsd(formatUsd(capUsd)),
          )}
        />
      )}
    </>
  );
}

export function phaseWord(phase: TurnPhase): string {
  switch (phase) {
    case "preparing":
    case "asking":
    case "sending":
    case "done":
      return l10n.t("Sending");
    case "waiting":
      return l10n.t("Waiting, then retry");
    case "thinking":
      return l10n.t("Thinking");
    case "answering":
      return l10n.t("Answering");
    case "stopping":
      return l10n.t("Stopping");
  }
}

function waitingWords(until: number | undefined): string {
  const seconds = until === undefined ? 0 : Math.ceil((until - Date.now()) / 1000);
  return seconds > 0 ? l10n.t("Waiting {0} s, then retry", seconds) : phaseWord("waiting");
}

function useTick(): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const update = () => {
      clearInterval(timer);
      if (!document.hidden) timer = setInterval(() => setCount((count) => count + 1), tickMs);
    };
    update();
    document.addEventListener("visibilitychange", update);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", update);
    };
  }, []);
}
