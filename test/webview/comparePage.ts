import type { CompareState, FromCompareView, ToCompareView } from "../../src/protocol/compareProtocol";
import { type PageOptions, type ViewHost, ViewPage } from "./viewPage";

/** The built comparison in a real browser; the test plays the extension host. 1280 × 900 pixels when not said otherwise. */
export class ComparePage extends ViewPage<FromCompareView, ToCompareView> {
  static async open(host: ViewHost, options: PageOptions = {}): Promise<ComparePage> {
    const page = await ViewPage.newPage(host, { width: 1280, height: 900, ...options });
    const compare = new ComparePage(page, host.address, {
      script: "compare.js",
      styles: ["editorView.css", "answer.css", "compare.css"],
      runsWorker: true,
    });
    await compare.reload(options.theme);
    return compare;
  }

  async show(state: CompareState): Promise<void> {
    await this.send({ type: "state-changed", state });
    await this.page.getByRole("status").waitFor({ state: "attached" });
  }
}
