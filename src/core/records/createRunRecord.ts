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
  /** The record whose request was sent again: what that was made of it says, and not what is on disk now. */
  readonly again?: RunRecord | undefined;
}

/** `redact`: takes keys, and values of environment variables, out of a text. */
export async function createRunRecord(
  { id, startedAt, spec, text, files, git, provider, request, model, result, again }: RecordedRun,
  redact: (text: string) => string,
): Promise<RunRecord> {
  const { text: answer, reasoning, estimate, record: _record, ...rest } = result;
  const body = chatBody(request, provider.kind);
  const json = JSON.stringify(body);
  const record: RunRecord = omitAbsent({
    format: "smartspec-run" as const,
    version: RECORD_VERSION,
    id,
    sameAs: again?.id,
    startedAt: new Date(startedAt).toISOString(),
    spec: again?.spec ?? { ...spec, sha256: await sha256(text) },
    includes: again?.includes ?? (await hashedFiles(files)),
    git: again === undefined ? git : again.git,
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

async function hashedFiles(files: readonly IncludedFile[]): Promise<RunRecord["includes"]> {
  return Promise.all(
    files.map(async ({ path, text }) => ({
      path,
      sha256: await sha256(text),
      bytes: new TextEncoder().encode(text).length,
    })),
  );
}
