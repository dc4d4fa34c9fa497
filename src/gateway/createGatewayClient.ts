import * as l10n from "@vscode/l10n";
import type { GatewayClient } from "../core/ports";
import type { GatewayConnection } from "../core/providers/providerConfig";
import type { GatewayEnvironment } from "../core/ports";
import { OpenAiGatewayClient } from "./openAiGatewayClient";
import { DEFAULT_POLICY } from "./requestPolicy";
import type { RequestPolicy } from "./requestPolicy";

/**
 * Entry of the gateway bundle. Sends nothing; a connection that cannot work shows at the first call. `policy` changes what
 * it names, e.g. `{ chatRetries: 0 }`, and leaves the rest as it is.
 */
export function createGatewayClient(
  connection: GatewayConnection,
  environment: GatewayEnvironment,
  policy: Partial<RequestPolicy> = {},
): GatewayClient {
  l10n.config({ contents: { ...environment.translations } });
  return new OpenAiGatewayClient(connection, environment, { ...DEFAULT_POLICY, ...policy });
}
