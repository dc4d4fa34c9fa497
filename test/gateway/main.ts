// Runs the local gateway by itself: `node out/test/gateway/main.js [--port 3000] [--pace realistic|instant]`.
// Prints its base URL when it listens, and ends on SIGTERM or SIGINT.
import { parseArgs } from "node:util";
import { startLocalGateway } from "./startLocalGateway";

const DEFAULT_PORT = 3000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      pace: { type: "string", default: "realistic" },
      "extra-models": { type: "string", default: "0" },
    },
  });
  const pace = values.pace === "instant" ? "instant" : "realistic";
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  const gateway = await startLocalGateway({ port, pace, extraModels: Number(values["extra-models"]) });
  console.log(gateway.baseUrl);
  const stop = (): void => {
    void gateway.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
