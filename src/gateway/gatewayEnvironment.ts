import type { Logger } from "../core/ports";

/** What the gateway layer gets from its host. */
export interface GatewayEnvironment {
  /** The host's own `fetch`: in VS Code it carries the editor's proxy and certificates. */
  readonly fetch: typeof globalThis.fetch;
  /** Names this extension honestly, e.g. `"SmartSpec-Kilo/0.1.0 (VS Code 1.139.1)"`. */
  readonly userAgent: string;
  readonly log: Logger;
  /** English sentence → translation: this bundle has its own copy of `@vscode/l10n`. */
  readonly translations: Readonly<Record<string, string>>;
}
