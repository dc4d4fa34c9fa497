import { omitAbsent } from "../omitAbsent";
import type { Model } from "../models/model";
import type { ChatRequest } from "../ports";
import type { ProviderConfig } from "../providers/providerConfig";
import { redactDeep } from "../redactDeep";
import { chatBody } from "../run/chatBody";
import type { RunResult } from "../run/runResult";
import { sha256 } from "../sha256";
import type { IncludedFile } from "../spec/assembleSpec";
import { RECORD_VERSION, type GitRevision, type RecordedSpec, type RunRecord } from "./runRecord";

export interface RecordedRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly spec: Omit<RecordedSpec, "sha256">;
  /** Of the whole file. */
  readonly text: string;
  readonly files: readonly IncludedFile[];
  readonly git: GitRevision | undefined;
  readonly provider: ProviderConfig;
  /** As it went out last, when several were asked. */
  readonly request: ChatRequest;
  readonly model: Model | undefined;
  readonly result: RunResult;
}

/** `redact`: takes keys, and values of environment variables, out of a text. */
export async function createRunRecord(
  { id, startedAt, spec, text, files, git, provider, request, model, result }: RecordedRun,
  redact: (text: string) => string,
): Promise<RunRecord> {
  const { text: answer, reasoning, estimate, record: _record, ...rest } = result;
  const body = chatBody(request, provider.kind);
  const json = JSON.stringify(body);
  const record: RunRecord = omitAbsent({
    format: "smartspec-run" as const,
    version: RECORD_VERSION,
    id,
    startedAt: new Date(startedAt).toISOString(),
    spec: { ...spec, sha256: await sha256(text) },
    includes: await Promise.all(
      files.map(async (file) => ({
        path: file.path,
        sha256: await sha256(file.text),
        bytes: new TextEncoder().encode(file.text).length,
      })),
    ),
    git,
    provider: { id: provider.id, kind: provider.kind },
    request: { sha256: await sha256(json), body, isRedacted: redact(json) !== json },
    pricing: model?.pricing,
    estimate,
    result: rest,
    answer,
    reasoning,
  });
  return redactDeep(record, redact);
}
