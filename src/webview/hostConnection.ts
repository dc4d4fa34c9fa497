import type { FromWebview, ToWebview } from "../protocol/chatProtocol";

/** What the page itself keeps while the view is hidden and its document gone. */
export interface KeptState {
  readonly draft: string;
  /** Pixels from the top; absent while the end is being followed. */
  readonly scrollTop?: number;
}

/** As VS Code gives it to a webview; may be asked for once per page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The way to the extension host and back. */
export interface HostConnection {
  readonly post: (message: FromWebview) => void;
  readonly onMessage: (listener: (message: ToWebview) => void) => void;
  readonly readKept: () => KeptState;
  readonly keep: (state: KeptState) => void;
}

export function connectToHost(): HostConnection {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    // Only the host can post to this page (it has no frames and opens none), and it is built from the same protocol file.
    onMessage: (listener) =>
      window.addEventListener("message", (event: MessageEvent<ToWebview>) => listener(event.data)),
    readKept: () => {
      const state = api.getState();
      const kept: Partial<Record<keyof KeptState, unknown>> =
        typeof state === "object" && state !== null ? state : {};
      return {
        draft: typeof kept.draft === "string" ? kept.draft : "",
        ...(typeof kept.scrollTop === "number" && { scrollTop: kept.scrollTop }),
      };
    },
    keep: (state) => api.setState(state),
  };
}
