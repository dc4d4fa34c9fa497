/**
 * What a page may load: scripts that carry its nonce, styles and fonts of `source` (where VS Code serves the
 * extension's files), images that are part of the page. No network, nothing inline, no frames, no forms.
 * `runsWorker`: also a worker whose code is part of those scripts, as a webview can start no other.
 */
export function pagePolicy(
  nonce: string,
  source: string,
  { runsWorker = false }: { readonly runsWorker?: boolean } = {},
): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    "img-src data:",
    ...(runsWorker ? ["worker-src blob:"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
