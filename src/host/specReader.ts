import * as vscode from "vscode";
import type { TurnSource } from "../core/chat/chatState";
import { type AssembledSpec, assembleSpec } from "../core/spec/assembleSpec";
import { parseSpec, type Spec } from "../core/spec/parseSpec";
import type { ReadSpec } from "../core/spec/readSpec";
import { specInputs, standInInputs } from "../core/spec/specInputs";
import { specPart } from "../core/spec/specPart";
import type { RunRecord } from "../core/records/runRecord";
import type { EnvironmentConsent } from "./environmentConsent";
import type { RecordStore } from "./recordStore";
import { maySendFile } from "./maySendFile";
import { requireTrust } from "./requireTrust";
import { readSpec } from "./specFiles";
import { specHome, WorkspaceSpecFolder } from "./workspaceSpecFolder";

export type SpecSource = Extract<TurnSource, { kind: "spec" }>;

/** A spec as it is now. */
export interface SpecReading extends ReadSpec {
  readonly folder: vscode.Uri;
}

/** Reads specs with everything that they include. */
export class SpecReader {
  readonly #consent: EnvironmentConsent;
  readonly #records: Pick<RecordStore, "read">;

  constructor(consent: EnvironmentConsent, records: Pick<RecordStore, "read">) {
    this.#consent = consent;
    this.#records = records;
  }

  /**
   * What a run sends: asks before anything goes along that may be secret. Everybody who sends a spec reads it here.
   * `undefined` when the user does not want the file itself to be sent.
   * @throws UserFacingError `untrusted-workspace`, `invalid-spec` or `payload-too-large`.
   */
  async forRun(source: SpecSource, signal: AbortSignal): Promise<SpecReading | undefined> {
    requireTrust();
    const uri = vscode.Uri.parse(source.uri);
    if (!(await maySendFile(uri, signal))) return undefined;
    const { folder, path } = specHome(uri);
    if (source.sameAs !== undefined) {
      const recorded = await this.#records.read(vscode.Uri.parse(source.sameAs));
      return { ...recordedSpec(recorded), folder, path, recorded };
    }
    const { text, spec } = await readParsed(uri, path);
    const environment = await this.#consent.ask(uri, spec, signal);
    const assembled = await assembleSpec(spec, {
      ...sourceParts(source, text, path, spec),
      folder: new WorkspaceSpecFolder(folder, signal),
      inputs: source.inputs ?? {},
      environment: (name) => environment.get(name),
    });
    return { spec, text, folder, path, assembled };
  }

  /**
   * What a run would send, as far as it is known: asks nothing, and stands in for what was not asked yet.
   * @throws UserFacingError as above.
   */
  async forEstimate(source: SpecSource): Promise<SpecReading> {
    const uri = vscode.Uri.parse(source.uri);
    const { folder, path } = specHome(uri);
    const { text, spec } = await readParsed(uri, path);
    const assembled = await this.#assembleForEstimate({ text, spec, folder, path }, source);
    return { spec, text, folder, path, assembled };
  }

  /** The same of a part that was cut out already. @throws UserFacingError as above. */
  async partForEstimate(reading: Omit<SpecReading, "assembled">, part: string): Promise<AssembledSpec> {
    return this.#assembleForEstimate(reading, { kind: "spec", uri: "" }, part);
  }

  #assembleForEstimate(
    { text, spec, folder, path }: Omit<SpecReading, "assembled">,
    source: SpecSource,
    part?: string,
  ): Promise<AssembledSpec> {
    return assembleSpec(spec, {
      ...sourceParts(source, text, path, spec),
      ...(part !== undefined && { part }),
      folder: new WorkspaceSpecFolder(folder),
      inputs: { ...standInInputs(specInputs(spec, path)), ...source.inputs },
      selection: source.selection ?? " ",
      environment: (name) => process.env[name] ?? name,
    });
  }
}

/** The spec as far as a record tells: who is asked, and nobody else, and what is expected of the answer. */
function recordedSpec({ provider, result }: RunRecord): Pick<SpecReading, "spec" | "text" | "assembled"> {
  const expect = result.expect?.map(({ expectation }) => expectation) ?? [];
  return {
    spec: { ...parseSpec(""), frontMatter: { provider: provider.id, fallback: [], expect } },
    text: "",
    assembled: { text: "", parts: [], files: [], hasInstruction: true, unknownInputs: [] },
  };
}

async function readParsed(
  uri: vscode.Uri,
  path: string,
): Promise<{ readonly text: string; readonly spec: Spec }> {
  const text = await readSpec(uri);
  return { text, spec: parseSpec(text, path) };
}

function sourceParts(source: SpecSource, text: string, path: string, { block }: Spec) {
  const { selection, instruction } = source;
  const part = specPart(text, source, { startLine: block?.bodyLine ?? 0 });
  return {
    text,
    path,
    ...(part !== undefined && { part }),
    ...(selection !== undefined && { selection }),
    ...(instruction !== undefined && { instruction }),
  };
}
