import type { RunResult } from "../../core/run/runResult";
import type { PreparedRequest } from "../../core/run/requestPreparer";
import type { CompareColumn } from "../../protocol/compareProtocol";

export interface ComparedModel {
  readonly model: string;
  /** Absent = the spec's, else that of the settings. */
  readonly provider?: string;
}

/** A column as the comparison keeps it. */
export interface KeptColumn {
  view: CompareColumn;
  wanted: ComparedModel;
  /** Absent while nothing can be sent to it. */
  prepared?: PreparedRequest;
  /** Present while it runs. */
  abort?: AbortController;
  result?: RunResult;
}

/** As it is before anything is known of the model. */
export function emptyColumn(id: string, { model, provider = "" }: ComparedModel): CompareColumn {
  return {
    id,
    provider: { id: provider, displayName: provider },
    model: { id: model, name: model, isFree: false },
    phase: "ready",
    text: "",
    reasoning: "",
    expect: [],
    mayLogPrompts: false,
  };
}
