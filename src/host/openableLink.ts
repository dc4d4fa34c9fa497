/** Everything else runs commands, opens files or scripts, or starts other programs. */
const SCHEMES = new Set(["https:", "http:", "mailto:"]);

/** Whether a link of an answer may be opened. Asked in the host, as the page could have been talked into anything. */
export function isOpenableLink(href: string): boolean {
  return URL.canParse(href) && SCHEMES.has(new URL(href).protocol);
}
