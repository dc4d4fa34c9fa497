import type { ChatReply } from "./chatRoute";
import type { GatewayState } from "./gatewayState";
import type { RecordedRequest } from "./requestLog";
import type { Steps } from "./step";
import { addressOf } from "./dialect";
import { devicePage, homePage, messagePage } from "./pages";
import { htmlReply, jsonReply, textReply } from "./step";
import { modelsModes } from "./gatewayState";
import { replyToAccount, replyWithKey } from "./accountRoutes";
import { replyToChat } from "./chatRoute";
import { replyWithEndpoints, replyWithModels } from "./modelRoutes";

/** Vercel's published limit, which Kilo's platform has as well (wire 4.2). */
const LARGEST_BODY = 4_500_000;

/** The reply to any request. */
export function route(incoming: RecordedRequest, state: GatewayState): ChatReply {
  const { pathname, searchParams } = new URL(incoming.path, state.origin);
  const address = addressOf(pathname);
  if (address === undefined) return unpaced(routeOrigin(incoming, state, pathname, searchParams));
  const { dialect, rest } = address;
  if (rest === "/chat/completions") {
    if (incoming.method !== "POST") return unpaced(methodNotAllowed("POST"));
    return incoming.text.length > LARGEST_BODY ? unpaced(tooLarge()) : replyToChat(incoming, state, dialect);
  }
  const endpoints = /^\/models\/([^/]+)\/([^/]+)\/endpoints$/.exec(rest);
  if (rest === "/models" || endpoints !== null) {
    if (incoming.method !== "GET") return unpaced(methodNotAllowed("GET"));
    const [, author = "", slug = ""] = endpoints ?? [];
    return unpaced(
      endpoints === null
        ? replyWithModels(state, dialect, searchParams)
        : replyWithEndpoints(state, dialect, author, slug),
    );
  }
  if (rest === "/key" && dialect === "openrouter") return unpaced(replyWithKey(incoming, state));
  const isKiloPost = dialect === "kilo" && incoming.method === "POST";
  const invalid = { error: "Invalid path", error_type: "invalid_path", message: `No such API: ${rest}` };
  return unpaced(isKiloPost ? jsonReply(400, invalid) : notFound());
}

/** Everything that has no dialect: accounts, sign-in, pages and the tests' own control. */
function routeOrigin(
  incoming: RecordedRequest,
  state: GatewayState,
  pathname: string,
  query: URLSearchParams,
): Steps {
  const account = incoming.method === "GET" ? replyToAccount(incoming, state, pathname) : undefined;
  if (account !== undefined) return account;
  const legacyCode = /^\/api\/device-auth\/codes\/([^/]+)$/.exec(pathname)?.[1];
  if (incoming.method === "GET" && legacyCode !== undefined) return state.device.pollByCode(legacyCode);
  switch (`${incoming.method} ${pathname}`) {
    case "GET /":
      return htmlReply(200, homePage(state));
    case "GET /device-auth":
      return htmlReply(200, devicePage(query.get("code") ?? ""));
    case "POST /device-auth":
      return decide(new URLSearchParams(incoming.text), state);
    case "POST /api/device-auth/codes":
      return state.device.start();
    case "POST /api/device-auth/token":
      return state.device.poll(incoming.body);
    case "POST /__control":
      return control(incoming.body, state);
    default:
      return notFound();
  }
}

function decide(form: URLSearchParams, state: GatewayState): Steps {
  const code = form.get("code") ?? undefined;
  const isApproval = form.get("decision") === "approve";
  const known = isApproval ? state.device.approve(code) : state.device.deny(code);
  if (!known) return htmlReply(410, messagePage("Expired", "This code is not valid any more. Start again."));
  const text = "You can close this page and go back to the editor.";
  return htmlReply(200, messagePage(isApproval ? "Approved" : "Denied", text));
}

/**
 * `POST /__control` with `{ modelsMode?, device? }`: what `GET /models` answers from now on, and the user's decision
 * (`approve`, `deny` or `expire`) about the latest sign-in. For programs that cannot call the gateway's methods.
 */
function control(body: unknown, state: GatewayState): Steps {
  const fields: Readonly<Record<string, unknown>> =
    typeof body === "object" && body !== null ? { ...body } : {};
  const mode = modelsModes.find((candidate) => candidate === fields["modelsMode"]);
  const decision = (["approve", "deny", "expire"] as const).find((name) => name === fields["device"]);
  if (
    (fields["modelsMode"] !== undefined && mode === undefined) ||
    (fields["device"] !== undefined && (decision === undefined || !state.device[decision]()))
  ) {
    return jsonReply(400, { error: "No such mode, decision or pending sign-in" });
  }
  if (mode !== undefined) state.modelsMode = mode;
  return jsonReply(200, { modelsMode: state.modelsMode });
}

function unpaced(steps: Steps): ChatReply {
  return { steps, seed: 0 };
}

function notFound(): Steps {
  return jsonReply(404, { error: { message: "Not Found", code: 404 } });
}

/** Wire 8.24: without a body. */
function methodNotAllowed(allow: string): Steps {
  return textReply(405, "", { allow });
}

function tooLarge(): Steps {
  return textReply(413, "Request Entity Too Large\n\nFUNCTION_PAYLOAD_TOO_LARGE", {
    "content-type": "text/plain; charset=utf-8",
    "x-vercel-error": "FUNCTION_PAYLOAD_TOO_LARGE",
  });
}
