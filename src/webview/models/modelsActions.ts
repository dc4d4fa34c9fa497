import type { FromModelsView, TableSettings } from "../../protocol/modelsProtocol";

/** What the user can do in the view. */
export interface ModelsActions {
  readonly post: (message: FromModelsView) => void;
  readonly search: (text: string) => void;
  readonly change: (settings: TableSettings) => void;
  /** Shows the details of a model, or closes them. */
  readonly select: (modelId: string | undefined) => void;
  readonly clearFilters: () => void;
  readonly showMoreFilters: (isOn: boolean) => void;
  readonly scrolled: (scrollTop: number) => void;
}
