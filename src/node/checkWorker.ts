/** Entry of a bundle of its own: one check in a thread that can be ended. */
import { parentPort, workerData } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { schemaProblem } from "../core/expect/schemaProblem";
import type { CheckRequest, CheckResponse } from "./checkProtocol";

parentPort?.postMessage(answer(workerData as CheckRequest));

function answer(request: CheckRequest): CheckResponse {
  try {
    if (request.kind === "match") {
      return { kind: "match", matches: new RegExp(request.pattern, request.flags).test(request.text) };
    }
    l10n.config({ contents: { ...request.translations } });
    return { kind: "schema", problem: schemaProblem(request.schema, request.value) };
  } catch (error) {
    return { kind: "unusable", reason: error instanceof Error ? error.message : String(error) };
  }
}
