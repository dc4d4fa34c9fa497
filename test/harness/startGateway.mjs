import { pathToFileURL } from "node:url";
import path from "node:path";
import { outFolder } from "./projectPaths.mjs";

/**
 * The project's local gateway, as it was built.
 * @param {{ pace: "instant" | "realistic", preferredPort?: number, extraModels?: number, onWrite?: (request: any, bytes: string | Uint8Array) => void }} options
 *   any free port when the preferred one is taken
 * @returns {Promise<{ origin: string, baseUrl: string, close: () => Promise<void> }>}
 */
export async function startGateway({ pace, preferredPort, extraModels = 0, onWrite }) {
  const file = path.join(outFolder, "test", "gateway", "startLocalGateway.js");
  const { startLocalGateway } = await import(pathToFileURL(file).href);
  if (preferredPort === undefined) return startLocalGateway({ pace, extraModels, onWrite });
  try {
    return await startLocalGateway({ pace, port: preferredPort });
  } catch (error) {
    if (error?.code !== "EADDRINUSE") throw error;
    return startLocalGateway({ pace });
  }
}
