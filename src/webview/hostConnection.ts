/** As VS Code gives it to a webview; may be asked for once per page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The way from a page to the extension host and back. `Kept`: what the page itself keeps while its document is gone. */
export interface HostConnection<Sent, Received, Kept> {
  readonly post: (message: Sent) => void;
  readonly onMessage: (listener: (message: Received) => void) => void;
  readonly readKept: () => Kept;
  readonly keep: (state: Kept) => void;
}

/** `parseKept`: narrows what an older version may have kept; gets an empty object when nothing was. */
export function connectToHost<Sent, Received, Kept>(
  parseKept: (kept: Readonly<Record<string, unknown>>) => Kept,
): HostConnection<Sent, Received, Kept> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    // Only the host can post to this page (it has no frames and opens none), and it is built from the same protocol file.
    onMessage: (listener) =>
      window.addEventListener("message", (event: MessageEvent<Received>) => listener(event.data)),
    readKept: () => {
      const state = api.getState();
      return parseKept(typeof state === "object" && state !== null ? { ...state } : {});
    },
    keep: (state) => api.setState(state),
  };
}
