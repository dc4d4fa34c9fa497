import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { PresentState } from "../../core/records/recordChanges";
import type { RunRecord } from "../../core/records/runRecord";
import { chatBody } from "../../core/run/chatBody";
import { sha256 } from "../../core/sha256";
import { specMessages } from "../../core/spec/specMessages";
import { specParameters } from "../../core/spec/specParameters";
import type { ModelCache } from "../../core/models/modelCache";
import type { ProviderDirectory } from "../providerDirectory";
import type { RecordStore } from "../recordStore";
import type { RequestPreparer } from "../../core/run/requestPreparer";
import type { Settings } from "../settings";
import { readSpec } from "../specFiles";
import type { SpecReader } from "../specReader";
import { askedModel, recordedSource } from "./recordedSource";
import { recordFolder } from "./recordPlace";

export interface PresentStateParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly models: ModelCache;
  readonly reader: SpecReader;
  readonly requests: RequestPreparer;
  readonly records: Pick<RecordStore, "revision">;
}

/**
 * What a recorded run would find and send now, to the model that was asked then. Sends nothing but questions about models.
 * @throws UserFacingError `invalid-spec` when the record names a place outside of its folder.
 */
export async function presentState(
  uri: vscode.Uri,
  record: RunRecord,
  parts: PresentStateParts,
): Promise<PresentState> {
  const source = recordedSource(uri, record);
  const spec = vscode.Uri.parse(source.uri);
  const git = await parts.records.revision(recordFolder(uri));
  const specSha256 = await hashOfSpec(spec, recordFolder(uri));
  const target = await presentTarget(record, parts);
  const state = { ...target, ...(git && { git }), ...(specSha256 !== undefined && { specSha256 }) };
  try {
    const reading = await parts.reader.forEstimate(source);
    const includes = await Promise.all(
      reading.assembled.files.map(async ({ path, text }) => ({ path, sha256: await sha256(text) })),
    );
    try {
      const { requests, settings } = parts;
      const asked = { provider: record.provider.id, model: askedModel(record) };
      const prepared = await requests.prepare(await requests.target(asked), {
        messages: specMessages(reading, source.instruction),
        parameters: specParameters(reading.spec.frontMatter, settings.requestParameters(spec)),
      });
      return { ...state, includes, body: chatBody(prepared.request, prepared.provider.kind) };
    } catch (error) {
      return { ...state, includes, problem: sentenceOf(error) };
    }
  } catch (error) {
    // That the spec is gone is said already.
    return specSha256 === null ? state : { ...state, problem: sentenceOf(error) };
  }
}

async function hashOfSpec(spec: vscode.Uri, folder: vscode.Uri): Promise<string | null | undefined> {
  try {
    return await sha256(await readSpec(spec, folder));
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    return error.cause instanceof vscode.FileSystemError && error.cause.code === "FileNotFound"
      ? null
      : undefined;
  }
}

async function presentTarget(
  record: RunRecord,
  { providers, models }: PresentStateParts,
): Promise<Pick<PresentState, "providerKind" | "isModelListed" | "pricing">> {
  try {
    const provider = providers.get(record.provider.id);
    try {
      const model = (await models.list(provider)).find(({ id }) => id === askedModel(record));
      return {
        providerKind: provider.kind,
        isModelListed: model !== undefined,
        ...(model && { pricing: model.pricing }),
      };
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return { providerKind: provider.kind };
    }
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    return { providerKind: null };
  }
}

/** A bug is none of the changes. */
function sentenceOf(error: unknown): string {
  if (UserFacingError.is(error)) return error.message;
  throw error;
}
