import type { GatewayState } from "./gatewayState";
import type { RecordedRequest } from "./requestLog";
import type { Step, Steps } from "./step";
import { identifyCaller, organization } from "./caller";
import { jsonReply } from "./step";
import { replyWithModels } from "./modelRoutes";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRACE_ID = "3f0c2a54-0000-4000-8000-5a2b7c9d1e10";
const DEFAULT_MODEL = "anthropic/claude-sonnet-4.5";
const DEFAULT_FREE_MODEL = "minimax/minimax-m2.1:free";
const ORGANIZATION_BALANCE = 250;
const DEPLETED_BALANCE = -0.0132;

/** Kilo's account endpoints (wire 1.6), at the origin; `undefined` for any other path. */
export function replyToAccount(
  incoming: RecordedRequest,
  state: GatewayState,
  pathname: string,
): Steps | undefined {
  const caller = identifyCaller(incoming.headers, state.validKeys, "kilo");
  const isAccount = caller.kind === "account";
  if (pathname === "/api/defaults") {
    const defaultModel = isAccount ? DEFAULT_MODEL : DEFAULT_FREE_MODEL;
    return jsonReply(200, { defaultModel, defaultFreeModel: DEFAULT_FREE_MODEL });
  }
  const inPath = /^\/api\/organizations\/([^/]+)\/(defaults|models)$/.exec(pathname);
  const isProfile = /^\/api\/profile(?:\/balance|\/usage)?$/.test(pathname);
  if (inPath === null && !isProfile) return undefined;
  if (!isAccount) {
    const reason = caller.kind === "anonymous" ? "No authentication token" : "Invalid token";
    return failure(401, `${reason} (${TRACE_ID})`);
  }
  const organizationId = inPath?.[1] ?? incoming.headers["x-kilocode-organizationid"];
  const refused = organizationId === undefined ? undefined : checkOrganization(String(organizationId));
  if (refused !== undefined) return refused;
  if (inPath?.[2] === "models") return replyWithModels(state, "kilo", new URLSearchParams());
  if (inPath !== null) {
    return jsonReply(200, { defaultModel: DEFAULT_MODEL, defaultFreeModel: DEFAULT_FREE_MODEL });
  }
  if (pathname.endsWith("/usage")) return jsonReply(200, { usage: state.ledger.usage() });
  if (pathname.endsWith("/balance")) {
    const personal = caller.depleted ? DEPLETED_BALANCE : state.ledger.balance();
    const balance = organizationId === undefined ? personal : ORGANIZATION_BALANCE;
    return jsonReply(200, { balance, isDepleted: balance <= 0 });
  }
  const user = { id: "user_local", email: "writer@smartspec.example", name: "Local Writer", image: "" };
  const selected = organizationId === undefined ? {} : { selectedOrganizationId: organizationId };
  return jsonReply(200, { user, organizations: [organization], hasPersonalAccount: true, ...selected });
}

/** `GET /api/v1/key`, OpenRouter's account of a key (wire 1.6). */
export function replyWithKey(incoming: RecordedRequest, state: GatewayState): Steps {
  const caller = identifyCaller(incoming.headers, state.validKeys, "openrouter");
  if (caller.kind !== "account") {
    const message = caller.kind === "anonymous" ? "Missing Authentication header" : "User not found.";
    return jsonReply(401, { error: { message, code: 401 } });
  }
  const remaining = caller.depleted ? DEPLETED_BALANCE : state.ledger.balance();
  const limit = 12.5;
  const usage = limit - remaining;
  const spent = { usage, usage_daily: usage, usage_weekly: usage, usage_monthly: usage };
  const byok = { byok_usage: 0, byok_usage_daily: 0, byok_usage_weekly: 0, byok_usage_monthly: 0 };
  return jsonReply(200, {
    data: {
      label: "sk-or-v1-loc...cal",
      limit,
      limit_remaining: remaining,
      limit_reset: null,
      ...spent,
      ...byok,
      include_byok_in_limit: false,
      is_free_tier: false,
      is_management_key: false,
      is_provisioning_key: false,
      creator_user_id: "user_local",
      organization_id: null,
      workspace_id: null,
      allowed_data_regions: ["global"],
      free_model_daily_requests: { limit: 1000, remaining: 1000, used: 0 },
      expires_at: null,
      rate_limit: { interval: "10s", note: "This field is deprecated and safe to ignore.", requests: -1 },
    },
  });
}

function checkOrganization(id: string): Step[] | undefined {
  if (!UUID.test(id)) return failure(400, "Invalid organization id");
  return id === organization.id ? undefined : failure(403, "Access denied");
}

function failure(status: number, error: string): Step[] {
  return jsonReply(status, { success: false, error });
}
