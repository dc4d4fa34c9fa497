import type { FromUsageView, ToUsageView, UsageViewState } from "../../src/protocol/usageProtocol";
import { type PageOptions, type ViewHost, ViewPage } from "./viewPage";

/** The built usage view in a real browser; the test plays the extension host. 1280 × 900 pixels when not said otherwise. */
export class UsagePage extends ViewPage<FromUsageView, ToUsageView> {
  static async open(host: ViewHost, options: PageOptions = {}): Promise<UsagePage> {
    const page = await ViewPage.newPage(host, { width: 1280, height: 900, ...options });
    const usage = new UsagePage(page, host.address, {
      script: "usage.js",
      styles: ["editorView.css", "uplot.css", "usage.css"],
    });
    await usage.reload(options.theme);
    return usage;
  }

  async show(state: UsageViewState): Promise<void> {
    await this.send({ type: "state-changed", state });
    await this.page.getByRole("status").waitFor();
  }
}
