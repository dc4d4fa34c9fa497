import * as l10n from "@vscode/l10n";
import type { GatewayClient } from "../core/ports";
import type { GatewayConnection } from "../core/providers/providerConfig";
import type { GatewayEnvironment } from "../core/ports";
import { OpenAiGatewayClient } from "./openAiGatewayClient";

/** Entry of the gateway bundle. Sends nothing; a connection that cannot work shows at the first call. */
export function createGatewayClient(
  connection: GatewayConnection,
  environment: GatewayEnvironment,
): GatewayClient {
  l10n.config({ contents: { ...environment.translations } });
  return new OpenAiGatewayClient(connection, environment);
}
