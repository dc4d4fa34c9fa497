import { omitAbsent } from "../omitAbsent";
import type { EndedSpecRun } from "../run/endedSpecRun";
import type { PreparedRequest } from "../run/requestPreparer";
import { createRunRecord } from "./createRunRecord";
import { gitRevision, type ReadGitFile } from "./gitRevision";
import { recordPath } from "./recordPath";

/** The workspace folder that a record lies in. */
export interface RecordFolder {
  readonly readGitFile: ReadGitFile;
  /** Writes a new file all at once: half a record must never be seen. `path`: from the folder. Rejects when it cannot. */
  write(path: string, text: string): Promise<void>;
}

/** Records a run. `sent`: as it went out last. Gives the path from the folder. Rejects when it cannot be written. */
export async function writeRunRecord(
  { id, startedAt, source, reading, result }: EndedSpecRun,
  sent: PreparedRequest,
  { folder, redact }: { readonly folder: RecordFolder; readonly redact: (text: string) => string },
): Promise<string> {
  const { section, task, sameAbove, instruction, inputs, selection } = source;
  const { path, text, assembled } = reading;
  const record = await createRunRecord(
    {
      id,
      startedAt,
      spec: omitAbsent({ path, section, task, sameAbove, instruction, inputs, selection }),
      text,
      files: assembled.files,
      git: await gitRevision(folder.readGitFile),
      provider: sent.provider,
      request: sent.request,
      model: sent.model,
      result,
      again: reading.recorded,
    },
    redact,
  );
  const name = recordPath(path, startedAt, id);
  await folder.write(name, `${JSON.stringify(record, undefined, 2)}\n`);
  return name;
}
