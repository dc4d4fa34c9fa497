import * as l10n from "@vscode/l10n";
import { localNumber } from "../localNumber";
import { UserFacingError } from "../errors";

/** Bytes. Gateways refuse bodies of about 4.5 MB (wire 11); the rest is room for the history and the JSON around it. */
export const MAX_SPEC_BYTES = 4_000_000;

/**
 * Reads a spec file: UTF-8, or UTF-16 with a byte order mark. The mark is dropped; line ends and everything else stay as
 * they are. Throws `UserFacingError`: `invalid-spec` when it is blank or no text, `payload-too-large` above
 * `MAX_SPEC_BYTES`. `name` is for the sentence only.
 */
export function decodeSpec(bytes: Uint8Array, name: string): string {
  if (bytes.length > MAX_SPEC_BYTES) throw specTooLarge(bytes.length, name);
  let text: string;
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    throw noText(name, error);
  }
  return checkSpecText(text, name);
}

/** The same rules for text that is already decoded, such as an open editor's. Returns it without a byte order mark. */
export function checkSpecText(text: string, name: string): string {
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  // No UTF-16 unit takes more than three bytes, so most texts need not be encoded to know that they are small enough.
  if (content.length * 3 > MAX_SPEC_BYTES) {
    const size = new TextEncoder().encode(content).length;
    if (size > MAX_SPEC_BYTES) throw specTooLarge(size, name);
  }
  if (content.includes("\0")) throw noText(name);
  if (content.trim() === "") {
    throw new UserFacingError("invalid-spec", l10n.t("{0} is empty, so there is nothing to send.", name));
  }
  return content;
}

/** By its byte order mark. */
export function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

function noText(name: string, cause?: unknown): UserFacingError {
  return new UserFacingError("invalid-spec", l10n.t("{0} is not a text file.", name), { cause });
}

/** For callers that know the size before they read. `size`: bytes. */
export function specTooLarge(size: number, name: string): UserFacingError {
  // Rounded up, so that a file just above the limit is not said to have exactly its size.
  const megabytes = localNumber((Math.ceil(size / 100_000) / 10).toFixed(1));
  return new UserFacingError(
    "payload-too-large",
    l10n.t(
      "{0} has {1} MB; at most {2} MB can be sent.",
      name,
      megabytes,
      String(MAX_SPEC_BYTES / 1_000_000),
    ),
    { remedy: "edit-spec" },
  );
}
