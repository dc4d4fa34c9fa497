import { parseEnv } from "node:util";
import type { Environment } from "../core/providers/environmentKey";
import { encodingOf } from "../core/spec/decodeSpec";

/** Reads a `.env` file as Node does; a byte order mark and line ends of any kind do not matter. Never throws. */
export function parseDotEnv(bytes: Uint8Array): Environment {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return parseEnv(text.replaceAll(/\r\n?/g, "\n"));
}
