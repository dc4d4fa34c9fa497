import type { WireModel } from "./wireModel";
import { DeviceSignIn } from "./deviceSignIn";
import { Ledger } from "./ledger";
import { PromptCache } from "./promptCache";
import { RequestLog } from "./requestLog";

/** What `GET /models` answers. */
export const modelsModes = ["normal", "empty", "html", "no-prices", "error-500"] as const;
export type ModelsMode = (typeof modelsModes)[number];

/** Everything one running gateway knows and remembers. */
export interface GatewayState {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly catalogue: readonly WireModel[];
  readonly validKeys: readonly string[];
  readonly slowFirstTokenMs: number;
  readonly commentIntervalMs: number;
  readonly log: RequestLog;
  readonly cache: PromptCache;
  readonly ledger: Ledger;
  readonly device: DeviceSignIn;
  /** Conversations that have already been to a fault which is one only the first time. */
  readonly visited: Set<string>;
  modelsMode: ModelsMode;
}

export function createState(
  settings: Pick<
    GatewayState,
    "origin" | "catalogue" | "validKeys" | "slowFirstTokenMs" | "commentIntervalMs"
  >,
): GatewayState {
  return {
    ...settings,
    log: new RequestLog(),
    cache: new PromptCache(),
    ledger: new Ledger(),
    device: new DeviceSignIn(settings.origin),
    visited: new Set(),
    modelsMode: "normal",
  };
}

/** Forgets everything that happened; the options stay. */
export function clearState(state: GatewayState): void {
  state.log.clear();
  state.cache.clear();
  state.ledger.clear();
  state.device.clear();
  state.visited.clear();
  state.modelsMode = "normal";
}
