import type { ChatViewState, FromWebview, ToWebview } from "../../src/protocol/chatProtocol";
import { type PageOptions, type ViewHost, ViewPage } from "./viewPage";

/** The built chat view in a real browser; the test plays the extension host. */
export class ChatPage extends ViewPage<FromWebview, ToWebview> {
  static async open(host: ViewHost, options: PageOptions = {}): Promise<ChatPage> {
    const page = await ViewPage.newPage(host, options);
    const chat = new ChatPage(page, host.address, { script: "chat.js", styles: ["answer.css", "chat.css"] });
    await chat.reload(options.theme);
    return chat;
  }

  async show(state: ChatViewState): Promise<void> {
    await this.send({ type: "state-changed", state });
    await this.page.locator("textarea").waitFor();
  }

  /** As a stream: the page has said that it has drawn each piece before the next one comes. */
  async sendPerFrame(messages: readonly ToWebview[]): Promise<void> {
    await this.page.evaluate(async (all) => {
      const { sent } = window as unknown as { sent: readonly FromWebview[] };
      const drawn = () => sent.filter(({ type }) => type === "deltas-drawn").length;
      for (const message of all) {
        const before = drawn();
        window.dispatchEvent(new MessageEvent("message", { data: message }));
        do await new Promise((resolve) => requestAnimationFrame(resolve));
        while (message.type === "answer-delta" && drawn() === before);
      }
    }, messages);
    await this.send();
  }
}
