import type { FromModelsView, ModelsViewState, ToModelsView } from "../../src/protocol/modelsProtocol";
import { type PageOptions, type ViewHost, ViewPage } from "./viewPage";

/** The built model view in a real browser, 1280 × 800 pixels if not said otherwise; the test plays the extension host. */
export class ModelsPage extends ViewPage<FromModelsView, ToModelsView> {
  static async open(host: ViewHost, options: PageOptions = {}): Promise<ModelsPage> {
    const page = await ViewPage.newPage(host, { width: 1280, height: 800, ...options });
    const models = new ModelsPage(page, host.address, {
      script: "models.js",
      styles: ["editorView.css", "uplot.css", "models.css"],
    });
    await models.reload(options.theme);
    return models;
  }

  async show(state: ModelsViewState): Promise<void> {
    await this.send({ type: "state-changed", state });
    await this.page.getByRole("grid").waitFor();
  }

  /** The row of a model. */
  row(name: string) {
    return this.page
      .locator(".models tbody tr:not(.space)")
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Names in the order of the table, of the rows that are in the document once it is drawn. */
  async names(): Promise<string[]> {
    await this.send();
    return this.page.locator(".models tbody .name bdi:first-child").allTextContents();
  }
}
