import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { isReservedHeader } from "../core/providers/isReservedHeader";
import type { GatewayConnection } from "../core/providers/providerConfig";
import type { GatewayEnvironment } from "../core/ports";

const SECRET = "${secret}";

/** Of a session id Kilo uses this many characters (wire 1.4). */
const MAX_SESSION_ID_LENGTH = 500;

/** The key as it is sent: without the white space that came along when it was pasted. `undefined` = anonymous. */
export function usableKey(connection: GatewayConnection): string | undefined {
  return connection.apiKey?.trim() || undefined;
}

/**
 * All headers of one request, and there are no others: whatever the SDK would add is replaced by these. Throws
 * `authentication` when the key holds characters that no header can carry.
 */
export function requestHeaders(
  connection: GatewayConnection,
  environment: GatewayEnvironment,
  request: { readonly hasBody: boolean; readonly sessionId?: string | undefined },
): Headers {
  const { provider, organizationId } = connection;
  const key = usableKey(connection);
  const headers = new Headers({
    accept: "application/json",
    "user-agent": environment.userAgent,
    "x-title": "SmartSpec for Kilo Code",
  });
  if (request.hasBody) headers.set("content-type", "application/json");

  for (const [name, template] of Object.entries(provider.headers ?? {})) {
    const needsKey = template.includes(SECRET);
    if (isReservedHeader(name) || (needsKey && key === undefined)) continue;
    const value = template.replaceAll(SECRET, () => key ?? "");
    if (trySet(headers, name, value)) continue;
    if (needsKey) throw unsendableKey(provider.displayName);
    environment.log.warn(`The header "${name}" of provider "${provider.id}" cannot be sent and is left out.`);
  }

  if (provider.kind === "kilocode") {
    if (organizationId) trySet(headers, "x-kilocode-organizationid", organizationId);
    if (request.sessionId) {
      trySet(headers, "x-kilocode-taskid", request.sessionId.slice(0, MAX_SESSION_ID_LENGTH));
    }
  }

  if (key !== undefined) {
    const { header, scheme } = provider.auth ?? { header: "authorization", scheme: "Bearer" };
    if (!trySet(headers, header, scheme ? `${scheme} ${key}` : key))
      throw unsendableKey(provider.displayName);
  }
  return headers;
}

/** `Headers.set` quotes the value in its error, which may be the key; so the error itself goes nowhere. */
function trySet(headers: Headers, name: string, value: string): boolean {
  try {
    headers.set(name, value);
    return true;
  } catch {
    return false;
  }
}

function unsendableKey(provider: string): UserFacingError {
  return new UserFacingError(
    "authentication",
    l10n.t(
      "The key for {0} contains characters that cannot be sent; it may not have been copied whole.",
      provider,
    ),
  );
}
