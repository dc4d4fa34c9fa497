import type { Logger } from "../../src/core/ports";

/** For tests that do not look at the log. */
export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
