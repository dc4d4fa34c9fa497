import { Worker } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import type { CheckTools } from "../core/expect/checkExpectations";
import type { CheckRequest, CheckResponse } from "./checkProtocol";

/** A pattern that is not done by then would hardly ever be. */
const LIMIT_MS = 3_000;

/**
 * The parts of a check that run patterns out of a spec, each in a thread that is ended when it takes too long: a pattern can
 * be written so that it runs for years. `workerFile`: the bundle of `checkWorker`.
 */
export function workerChecks(
  workerFile: string,
  translations: () => Readonly<Record<string, string>>,
  limitMs = LIMIT_MS,
): Pick<Required<CheckTools>, "matchText" | "findSchemaProblem"> {
  const ask = (request: CheckRequest) => inWorker(workerFile, request, limitMs);
  return {
    matchText: async (pattern, flags, text) => {
      const response = await ask({ kind: "match", pattern, flags, text });
      if (response.kind === "match") return response.matches;
      throw unusable(l10n.t("The pattern cannot be used: {0}", reasonOf(response)));
    },
    findSchemaProblem: async (schema, value) => {
      const response = await ask({ kind: "schema", schema, value, translations: translations() });
      if (response.kind === "schema") return response.problem;
      throw unusable(reasonOf(response));
    },
  };
}

function inWorker(workerFile: string, workerData: CheckRequest, limitMs: number): Promise<CheckResponse> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData });
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(unusable(l10n.t("The check took too long and was ended.")));
    }, limitMs);
    const settle = (settled: () => void) => {
      clearTimeout(timer);
      void worker.terminate();
      settled();
    };
    worker.once("message", (response: CheckResponse) => settle(() => resolve(response)));
    worker.once("error", (error) => settle(() => reject(error)));
  });
}

function unusable(message: string): UserFacingError {
  return new UserFacingError("invalid-spec", message);
}

function reasonOf(response: CheckResponse): string {
  return response.kind === "unusable" ? response.reason : "";
}
