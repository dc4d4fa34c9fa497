import type * as vscode from "vscode";
import type { RunRecord } from "../../core/records/runRecord";
import type { SpecSource } from "../specReader";
import { recordedSpecUri } from "./recordPlace";

/**
 * What a recorded run was started from: the spec as it is now, with what was chosen and filled in then.
 * @throws UserFacingError `invalid-spec` when the record names a place outside of its folder.
 */
export function recordedSource(uri: vscode.Uri, record: RunRecord): SpecSource {
  const { path: _path, sha256: _sha256, ...chosen } = record.spec;
  return { kind: "spec", uri: recordedSpecUri(uri, record).toString(), ...chosen };
}

/** The model that the last request of a run went to: `result.model` may be the one that a gateway has put in its place. */
export function askedModel({ request: { body }, result }: RunRecord): string {
  return typeof body === "object" && body !== null && "model" in body && typeof body.model === "string"
    ? body.model
    : result.model;
}
