import * as vscode from "vscode";
import type { KnownSecrets } from "../core/knownSecrets";
import type { Logger } from "../core/ports";
import { redactDeep } from "../core/redactDeep";
import type { Language } from "./language";
import { type PageFiles, pageHtml, pageResourceRoots } from "./pageHtml";

export interface ViewPanelParts<Received> {
  readonly viewType: string;
  readonly page: Omit<PageFiles, "title">;
  /** Of the editor tab, in the user's language. */
  readonly title: () => string;
  /** Narrows what the page sent; `undefined` for anything that is not known. */
  readonly parse: (data: unknown) => Received | undefined;
  /** What the page sends, beginning with `ready`. */
  readonly onMessage: (message: Received) => Promise<void>;
  readonly onClose?: () => void;
  readonly report: (error: unknown) => void;
  readonly extensionUri: vscode.Uri;
  readonly language: () => Language;
  readonly secrets: KnownSecrets;
  readonly log: Logger;
}

/** A page in the editor area, one per window. Its state lives in the host: hidden, the page is gone and asks again. */
export class ViewPanel<Sent extends object, Received extends { readonly type: string }>
  implements vscode.Disposable
{
  readonly #parts: ViewPanelParts<Received>;
  #panel: vscode.WebviewPanel | undefined;
  #isReady = false;

  constructor(parts: ViewPanelParts<Received>) {
    this.#parts = parts;
  }

  /** It is in front, and its page has said `ready`: only then anything needs to be sent. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Opens it, or brings it to the front. `preserveFocus`: the keys stay where they go, such as to a question. */
  show({ preserveFocus = false }: { readonly preserveFocus?: boolean } = {}): void {
    if (this.#panel) return this.#panel.reveal(undefined, preserveFocus);
    const { viewType, page, title, extensionUri, language, onMessage, parse, report } = this.#parts;
    const panel = vscode.window.createWebviewPanel(
      viewType,
      title(),
      { viewColumn: vscode.ViewColumn.Active, preserveFocus },
      { enableScripts: true, localResourceRoots: [...pageResourceRoots(extensionUri)] },
    );
    this.#panel = panel;
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, "media", name);
    // A tab draws the picture as it is, unlike the activity bar, which colours it.
    panel.iconPath = { light: icon("viewOnLight.svg"), dark: icon("viewOnDark.svg") };
    panel.webview.onDidReceiveMessage((data: unknown) => {
      const message = parse(data);
      if (message === undefined) return this.#parts.log.warn(`The view ${viewType} sent an unknown message.`);
      if (message.type === "ready") this.#isReady = true;
      onMessage(message).catch(report);
    });
    // Behind another one its page is gone, and begins anew when it comes back.
    panel.onDidChangeViewState(() => (this.#isReady &&= panel.visible));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#isReady = false;
      this.#parts.onClose?.();
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri, language().id, { ...page, title: title() });
  }

  /** Gives it the keys, unless something else has been brought to the front. */
  focus(): void {
    if (this.#panel?.visible) this.#panel.reveal();
  }

  post(message: Sent): void {
    if (this.#isReady) void this.#panel?.webview.postMessage(redactDeep(message, this.#parts.secrets.redact));
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
