export type ProviderKind = "kilocode" | "openrouter" | "openai-compatible";

/** One place that answers requests. Source: the `smartspec.providers` setting, validated by `parseProviderConfigs`. */
export interface ProviderConfig {
  readonly id: string;
  readonly displayName: string;
  readonly kind: ProviderKind;
  /** Without a trailing slash and without `/chat/completions`; see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly enabled: boolean;
  readonly description?: string;
  /** How the key travels; absent = `Authorization: Bearer …`. No `scheme` = the bare key. */
  readonly auth?: { readonly header: string; readonly scheme?: string };
  /** Extra headers; the value `"${secret}"` stands for the stored key. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly defaultModel?: string;
}

/** Seconds → milliseconds happens at the settings edge; 0 = no limit. */
export interface Timeouts {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
}

/** How one request's connection differs from what is configured. */
export interface ConnectionChange {
  /** Takes the place of the stored key: one that is not stored yet, to find out whether it is good. */
  readonly apiKey?: string;
  /** Times the limits of the settings, or of the defaults. */
  readonly patience?: number;
}

/** Everything one gateway client needs to know about whom it talks to. Holds a secret: never log, store or post it. */
export interface GatewayConnection {
  readonly provider: ProviderConfig;
  /** `undefined` = anonymous: no credential header is sent at all. */
  readonly apiKey: string | undefined;
  /** Kilo organisation (UUID); sent as `X-KiloCode-OrganizationId`. */
  readonly organizationId: string | undefined;
  readonly timeouts: Timeouts;
}
