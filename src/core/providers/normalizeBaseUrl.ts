import * as l10n from "@vscode/l10n";
import { isLoopback } from "./isLoopback";

export type BaseUrlResult =
  | {
      readonly ok: true;
      /** Scheme, host, port and path, without a slash at the end. */
      readonly url: string;
      /** A sentence about what was taken off; absent when nothing but white space and slashes was. */
      readonly changed?: string;
      /** A sentence about why this address is doubtful. */
      readonly warning?: string;
    }
  | { readonly ok: false; readonly problem: string };

/** Routes people copy along with the address; the client appends them itself. */
const ROUTE = /\/(chat\/completions|models)$/i;
const LONGEST_ROUTE = "/chat/completions".length;

/**
 * Reads the address of a gateway as typed or pasted. Takes off what does not belong to it (white space around it, slashes
 * at the end, `/chat/completions`, `/models`, query and fragment) and adds nothing: a path is the user's business.
 * Never throws.
 */
export function normalizeBaseUrl(text: string): BaseUrlResult {
  const typed = text.trim();
  if (typed === "") return refuse(l10n.t("The address is empty."));
  if (/[\s\p{Cc}]/u.test(typed)) return refuse(l10n.t("The address contains white space."));
  if (!/^https?:\/\//i.test(typed)) {
    return refuse(l10n.t("The address must begin with https:// or http://."));
  }
  if (!URL.canParse(typed)) return refuse(l10n.t("This is not a valid address."));
  const url = new URL(typed);
  if (url.username !== "" || url.password !== "") {
    return refuse(l10n.t("The address contains a user name or password. Store the key separately instead."));
  }
  const path = withoutRoutes(url.pathname);
  const isCut = path !== withoutEndSlashes(url.pathname) || url.search !== "" || url.hash !== "";
  const isPlain = url.protocol === "http:" && !isLoopback(url.hostname);
  return {
    ok: true,
    url: url.origin + path,
    // Says what is kept and not what was cut off: some services put keys into a query.
    ...(isCut && { changed: l10n.t("Only the part up to {0} is used.", url.origin + path) }),
    ...(isPlain && {
      warning: l10n.t("Requests to {0} are not encrypted, and the key travels with them.", url.host),
    }),
  };
}

function withoutRoutes(pathname: string): string {
  let path = withoutEndSlashes(pathname);
  for (;;) {
    const route = ROUTE.exec(path.slice(-LONGEST_ROUTE))?.[0];
    if (route === undefined) return path;
    path = withoutEndSlashes(path.slice(0, -route.length));
  }
}

/** A loop and not `/\/+$/`, whose time grows with the square of the slashes. */
function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end--;
  return path.slice(0, end);
}

function refuse(problem: string): BaseUrlResult {
  return { ok: false, problem };
}
