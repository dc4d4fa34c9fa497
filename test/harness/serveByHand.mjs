import path from "node:path";
import { hermeticEnvironment } from "./hermeticEnvironment.mjs";
import { linkExtension } from "./linkExtension.mjs";
import { cacheFolder, projectRoot } from "./projectPaths.mjs";
import { startGateway } from "./startGateway.mjs";
import { startVsCodeServer } from "./startVsCodeServer.mjs";

/**
 * Serves a VS Code with this extension on `examples/` until it is stopped. Its user data are kept from one start to the
 * next, apart from those of any other VS Code.
 * @param {{ hasKey: boolean, defer: (undo: () => unknown) => void }} options
 * @returns {Promise<never>}
 */
export async function serveByHand({ hasKey, defer }) {
  const gateway = await startGateway({ pace: "realistic", preferredPort: 3000 });
  defer(gateway.close);
  const dataFolder = path.join(cacheFolder, "start-data");
  const extensionsFolder = path.join(dataFolder, "extensions");
  linkExtension(extensionsFolder);
  const server = await startVsCodeServer({
    dataFolder,
    extensionsFolder,
    port: "8123-8199",
    automation: false,
    env: hermeticEnvironment({
      KILOCODE_BASE_URL: gateway.baseUrl,
      ...(hasKey ? { KILOCODE_API_KEY: "kilo_local_key" } : {}),
    }),
  });
  defer(server.stop);
  console.log(`
VS Code with SmartSpec:  ${server.origin}/?folder=${encodeURI(path.join(projectRoot, "examples"))}
Local gateway:           ${gateway.baseUrl}${hasKey ? "" : "  (its key is kilo_local_key; npm start -- --key sets it)"}

Open the first address in a browser. After a change: npm run compile, then reload the window. Ctrl-C ends both.`);
  return new Promise(() => {});
}
